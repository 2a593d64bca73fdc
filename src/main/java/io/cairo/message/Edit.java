package io.cairo.message;

import io.cairo.base.JsonMembers;
import io.cairo.base.JsonWriter;
import java.util.BitSet;

/** What a stage has made of some members of a payload, while the others stay as they are. */
public final class Edit {
    private static final int UNTOUCHED = -1;
    private static final int GONE = -2;

    private final JsonMembers before;
    private final JsonMembers now;
    /** Of each member that there was: which of the new ones took its place, or what else became of it. */
    private final int[] became;

    private final BitSet added;

    private final byte[] json;

    private Edit(JsonMembers before, BitSet given, JsonMembers now) {
        this.before = before;
        this.now = now;
        this.became = new int[before.count()];
        this.added = new BitSet(now.count());
        added.set(0, now.count());
        for (int member = 0; member < became.length; member++) {
            int other = now.find(before, member);
            became[member] = other >= 0 ? became(member, other) : given.get(member) ? GONE : UNTOUCHED;
        }
        this.json = joined();
    }

    /**
     * Changed members stand where they stood, new ones at the end.
     *
     * @param before of the payload
     * @param given which of them the stage was given
     * @param now what it made of them; those that it was given and that are not among these are gone
     */
    public static Edit of(JsonMembers before, BitSet given, JsonMembers now) {
        return new Edit(before, given, now);
    }

    private int became(int member, int other) {
        added.clear(other);
        return before.isSame(member, now, other) ? UNTOUCHED : other;
    }

    /** What there was. */
    public JsonMembers before() {
        return before;
    }

    /** What the stage gave back. */
    public JsonMembers now() {
        return now;
    }

    /** Whether a member that there was has none in its place. */
    public boolean isGone(int member) {
        return became[member] == GONE;
    }

    /** Which new one took the place of a member that is touched and not gone. */
    public int inPlaceOf(int member) {
        return became[member];
    }

    /** The first from that one on of those that came back and have not been there; -1 if there are no more. */
    public int added(int from) {
        return added.nextSetBit(from);
    }

    /** The first from that one on that does not stay byte for byte; the count of all if there are no more. */
    public int touched(int from) {
        int member = from;
        while (member < became.length && became[member] == UNTOUCHED) {
            member++;
        }
        return member;
    }

    /** The whole payload after it, which nobody has read yet; it must not be changed. */
    public byte[] json() {
        return json;
    }

    private byte[] joined() {
        JsonWriter to = new JsonWriter(before.json().length + now.json().length);
        to.startObject();
        int member = 0;
        while (member < became.length) {
            int touched = touched(member);
            before.copy(member, touched, to);
            if (touched < became.length && !isGone(touched)) {
                now.copy(became[touched], became[touched] + 1, to);
            }
            member = touched + 1;
        }
        for (int fresh = added(0); fresh >= 0; fresh = added(fresh + 1)) {
            now.copy(fresh, fresh + 1, to);
        }
        to.endObject();
        return to.written();
    }
}
