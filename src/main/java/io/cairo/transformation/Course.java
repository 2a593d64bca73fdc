package io.cairo.transformation;

import io.cairo.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What has become of one message on its way through a chain, so far. */
final class Course {
    private static final int LONGEST_ID = 100;

    /** What was done to it, from the mildest. */
    enum Fate {
        UNTOUCHED,
        CHANGED,
        DROPPED,
        /** A worker died of it. */
        QUARANTINED
    }

    private final Message original;
    private final List<Trouble> troubles = new ArrayList<>();
    private List<Message> messages;
    private Fate fate = Fate.UNTOUCHED;
    private @Nullable String reason;
    private int made = 1;

    Course(Message original) {
        this.original = original;
        this.messages = List.of(original);
    }

    Message original() {
        return original;
    }

    /** How many it has been made so far, those that were dropped since included. */
    int made() {
        return made;
    }

    /** What goes on in its place. */
    List<Message> messages() {
        return messages;
    }

    List<Trouble> troubles() {
        return troubles;
    }

    Fate fate() {
        return fate;
    }

    /** Why it is not what it was; null if it is. */
    @Nullable
    String reason() {
        return reason;
    }

    void goOn(List<Message> next) {
        messages = List.copyOf(next);
    }

    void failed(Trouble trouble) {
        troubles.add(trouble);
    }

    /** Something was done to it; of several things the gravest is remembered, and of those the first. */
    void met(Fate done, String why) {
        if (done.compareTo(fate) > 0) {
            fate = done;
            reason = why;
        }
    }

    /**
     * The id of one more message made of the original: {@code m-2-1f3a9c0e}, the same whenever the original is sent again, so
     * that a repetition is known for one. Its end is a hash of the rest, so that no sender's own {@code m-2} is taken for it.
     */
    String nextId() {
        made++;
        String id = sealed(original.messageId() + "-" + made);
        return id.length() <= LONGEST_ID
                ? id
                : UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String sealed(String id) {
        UUID hash = UUID.nameUUIDFromBytes(("made of " + id).getBytes(StandardCharsets.UTF_8));
        return id + "-" + hash.toString().substring(0, 8);
    }
}
