package io.cairo.ingest.reading;

import io.cairo.base.JsonCursor;
import io.cairo.base.JsonMembers;
import io.cairo.base.JsonWriter;
import io.cairo.base.Problem;
import io.cairo.base.RepeatedKey;
import io.cairo.message.Edit;
import io.cairo.message.Identifier;
import io.cairo.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads of an edited payload only what has come back from the stage, as strictly as all of it would be read, and copies the rest.
 * It knows what it cannot tell by that: whatever is wrong, and whatever Cairo decides by, has the whole read.
 */
final class EditReader {
    /** The first of those that Cairo decides, which stand behind those that only travel. */
    private static final byte[] FIRST_OURS = "type".getBytes(StandardCharsets.UTF_8);

    private static final String CONTEXT = "context";

    /** Where an email may stand. */
    private static final Set<String> TELLING = Set.of("properties", "traits", CONTEXT);

    private static final String EMAIL = "\"email\"";

    private final Message original;
    private final Edit edit;
    private final JsonMembers before;
    private final JsonMembers now;
    private final MessageReader.Surroundings surroundings;
    private final JsonWriter to;
    private boolean hasOtherContext;
    private List<Identifier> externalIds = List.of();

    private EditReader(Message original, Edit edit) {
        this.original = original;
        this.edit = edit;
        this.before = edit.before();
        this.now = edit.now();
        this.surroundings = MessageReader.Surroundings.again(original, original.messageId(), now.json());
        this.to = new JsonWriter(edit.json().length);
    }

    /** The message after the edit; null if it must be read as a whole. */
    static @Nullable Message read(Message original, Edit edit, int most) {
        if (!original.stable() || edit.before().json() != original.payload() || edit.json().length > most) {
            return null;
        }
        try {
            return new EditReader(original, edit).read();
        } catch (BadEvent | Problem | RepeatedKey e) {
            return null; // what is wrong first, and where, is for the whole to say
        }
    }

    private @Nullable Message read() {
        int ours = ours();
        if (edit.touched(ours) < before.count()) {
            return null;
        }
        to.startObject();
        if (!copyTravelling(ours) || !copyAdded()) {
            return null;
        }
        before.copy(ours, before.count(), to);
        to.endObject();
        boolean sameIds = !hasOtherContext || externalIds.equals(original.who().externalIds());
        return sameIds ? original.with(to.written(), true) : null;
    }

    private int ours() {
        int member = 0;
        while (member < before.count() && !before.isNamed(member, FIRST_OURS)) {
            member++;
        }
        return member;
    }

    private boolean copyTravelling(int behind) {
        int member = 0;
        while (member < behind) {
            int touched = Math.min(edit.touched(member), behind);
            before.copy(member, touched, to);
            if (touched < behind && !copyTouched(touched)) {
                return false;
            }
            member = touched + 1;
        }
        return true;
    }

    private boolean copyTouched(int member) {
        String name = before.name(member);
        hasOtherContext |= name.equals(CONTEXT);
        if (TELLING.contains(name) && mayNameAnEmail(member)) {
            return false;
        }
        return edit.isGone(member) || copyNew(edit.inPlaceOf(member), name);
    }

    /** A stable name that says so is written so. */
    private boolean mayNameAnEmail(int member) {
        int begin = before.value(member);
        String value = new String(before.json(), begin, before.end(member) - begin, StandardCharsets.ISO_8859_1);
        return value.contains(EMAIL);
    }

    private boolean copyAdded() {
        for (int member = edit.added(0); member >= 0; member = edit.added(member + 1)) {
            String name = now.name(member);
            hasOtherContext |= name.equals(CONTEXT);
            if (!isPlain(name) || !copyNew(member, name)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(String name) {
        return name.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private boolean copyNew(int member, String name) {
        int begin = now.value(member);
        JsonCursor from = JsonCursor.ofUniqueKeys(now.json(), begin, now.end(member) - begin);
        EventDraft draft = new EventDraft(from, to, surroundings);
        if (from.next() == null || from.start() > 0) {
            return false; // a cursor passes over a mark at its beginning, which has no place here
        }
        draft.copyField(name);
        if (name.equals(CONTEXT)) {
            externalIds = draft.externalIds();
        }
        return draft.isSilent() && from.next() == null;
    }
}
