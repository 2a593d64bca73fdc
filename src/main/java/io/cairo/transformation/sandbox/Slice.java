package io.cairo.transformation.sandbox;

import io.cairo.base.JsonMembers;
import io.cairo.base.JsonWriter;
import io.cairo.message.Edit;
import io.cairo.transformation.sandbox.Sandbox.Returned;
import io.cairo.transformation.worker.Utf8;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of one event that a script can touch: that is all it gets, and what it makes of it is put into the event again.
 *
 * @param members of the whole; null if all of it goes to the script
 * @param names of those members that may
 * @param given which members have those names
 */
record Slice(Utf8 whole, @Nullable JsonMembers members, List<byte[]> names, BitSet given, Utf8 sent) {

    /** All of the event. */
    static Slice whole(Utf8 event) {
        return new Slice(event, null, List.of(), new BitSet(0), event);
    }

    /** The members of those names, in the event's own order. */
    static Slice of(Utf8 event, List<byte[]> names) {
        JsonMembers members = JsonMembers.of(event.bytes());
        if (members == null) {
            return whole(event);
        }
        BitSet given = new BitSet(members.count());
        JsonWriter sent = new JsonWriter(event.length());
        sent.startObject();
        for (int member = 0; member < members.count(); member++) {
            if (isNamed(members, member, names)) {
                given.set(member);
                members.copy(member, member + 1, sent);
            }
        }
        sent.endObject();
        return new Slice(event, members, names, given, new Utf8(sent.written()));
    }

    private static boolean isNamed(JsonMembers members, int member, List<byte[]> names) {
        for (int i = 0; i < names.size(); i++) { // of every member of every event
            if (members.isNamed(member, names.get(i))) {
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
    Returned with(Utf8 returned) {
        if (members == null) {
            return new Returned(List.of(returned), null);
        }
        if (returned.equals(sent)) {
            return new Returned(List.of(whole), null);
        }
        JsonMembers now = JsonMembers.of(returned.bytes());
        if (now == null || !isMine(now)) {
            return null;
        }
        Edit edit = Edit.of(members, given, now);
        return new Returned(List.of(new Utf8(edit.json())), edit);
    }

    private boolean isMine(JsonMembers now) {
        for (int member = 0; member < now.count(); member++) {
            if (!isNamed(now, member, names) || now.find(now, member) != member) {
                return false;
            }
        }
        return true;
    }
}
