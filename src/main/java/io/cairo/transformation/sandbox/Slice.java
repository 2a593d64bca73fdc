package io.cairo.transformation.sandbox;

import io.cairo.transformation.worker.Utf8;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of one event that a script can touch: that is all it gets, and what it makes of it is put into the event again.
 *
 * @param members of the whole; null if all of it goes to the script
 * @param names of those members that may
 */
record Slice(Utf8 whole, @Nullable Members members, List<byte[]> names, Utf8 sent) {

    /** All of the event. */
    static Slice whole(Utf8 event) {
        return new Slice(event, null, List.of(), event);
    }

    /** The members of those names, in the event's own order. */
    static Slice of(Utf8 event, List<byte[]> names) {
        Members members = Members.of(event.bytes());
        return members == null ? whole(event) : new Slice(event, members, names, sent(event, members, names));
    }

    private static Utf8 sent(Utf8 event, Members members, List<byte[]> names) {
        Spliced sent = new Spliced(event.length());
        for (int member = 0; member < members.count(); member++) {
            if (isNamed(members, member, names)) {
                sent.add(event, members, member);
            }
        }
        return sent.object();
    }

    private static boolean isNamed(Members members, int member, List<byte[]> names) {
        for (byte[] name : names) {
            if (members.isNamed(member, name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The event with what the script made of its part: changed members stand where they stood, new ones at the end. The very
     * same if nothing has changed.
     *
     * @return null if what came back is not one object with some of the members that it may touch, each of them once
     */
    @Nullable
    Utf8 with(Utf8 returned) {
        if (members == null) {
            return returned;
        }
        if (returned.equals(sent)) {
            return whole;
        }
        Members now = Members.of(returned.bytes());
        return now == null || !isMine(now) ? null : spliced(members, returned, now);
    }

    private boolean isMine(Members now) {
        for (int member = 0; member < now.count(); member++) {
            if (!isNamed(now, member, names) || now.find(now, member) != member) {
                return false;
            }
        }
        return true;
    }

    private Utf8 spliced(Members before, Utf8 returned, Members now) {
        Spliced spliced = new Spliced(whole.length() + returned.length());
        for (int member = 0; member < before.count(); member++) {
            int changed = now.find(before, member);
            if (changed >= 0) {
                spliced.add(returned, now, changed);
            } else if (!isNamed(before, member, names)) {
                spliced.add(whole, before, member);
            }
        }
        for (int member = 0; member < now.count(); member++) {
            if (before.find(now, member) < 0) {
                spliced.add(returned, now, member);
            }
        }
        return spliced.object();
    }

    /** An object that is made of members of others. */
    private static final class Spliced {
        private final ByteArrayOutputStream json;

        private Spliced(int size) {
            json = new ByteArrayOutputStream(size);
        }

        private void add(Utf8 from, Members members, int member) {
            json.write(json.size() == 0 ? '{' : ',');
            json.write(from.bytes(), members.begin(member), members.end(member) - members.begin(member));
        }

        private Utf8 object() {
            if (json.size() == 0) {
                json.write('{');
            }
            json.write('}');
            return new Utf8(json.toByteArray());
        }
    }
}
