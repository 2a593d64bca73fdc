package io.cairo.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one message on its way through the stages.
 *
 * @param original as it arrived
 * @param onward what goes on in its place, in order: usually itself; nothing if it was dropped
 * @param notes what stages want to be written down
 * @param aside why the original is kept apart for some days: it was changed or dropped; null if it was not
 * @param clearAt the revision of what must not be stored at which the original was found to be free; {@link #UNSEEN} if
 *     nobody has looked, or it may not be
 */
public record Passage(
        Message original,
        List<Message> onward,
        List<Stage.Note> notes,
        @Nullable String aside,
        long clearAt) {
    /** No revision. */
    public static final long UNSEEN = -1;

    /** What a stage makes of a message: it does not know what was found out before it. */
    public Passage(Message original, List<Message> onward, List<Stage.Note> notes, @Nullable String aside) {
        this(original, onward, notes, aside, UNSEEN);
    }

    /** A message that nothing has happened to. */
    public static Passage of(Message message) {
        return of(message, UNSEEN);
    }

    /** Likewise, which was found to be free at a revision. */
    public static Passage of(Message message, long clearAt) {
        return new Passage(message, List.of(message), List.of(), null, clearAt);
    }

    /** Whether nothing has happened to it. */
    public boolean isPlain() {
        return aside == null && notes.isEmpty() && onward.size() == 1;
    }

    /** The same with what another stage has made of each message that goes on, in their order. */
    public Passage through(List<Passage> further) {
        if (onward.isEmpty()) {
            return this;
        }
        List<Message> messages = new ArrayList<>();
        List<Stage.Note> allNotes = new ArrayList<>(notes);
        String reason = aside;
        for (Passage next : further) {
            messages.addAll(next.onward);
            allNotes.addAll(next.notes);
            reason = reason == null ? next.aside : reason;
        }
        return new Passage(original, messages, allNotes, reason, clearAt);
    }
}
