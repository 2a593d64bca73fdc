package io.cairo.transformation.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a worker says: first {@link Ready}, then one answer for each code to compile and one for each event to run. */
public sealed interface Answer {
    /** An answer is at most this many bytes. */
    int MOST_BYTES = 8 << 20;

    /** How the error of an event begins that went over its time. */
    String TOO_LONG = "it took more than ";

    /** How the error of an event begins that went over its memory. */
    String TOO_MUCH = "it used more than ";

    /** It may be asked. */
    record Ready() implements Answer {}

    /**
     * Code was compiled.
     *
     * @param text what {@link Request.Run#compiled} wants
     */
    record Done(String text) implements Answer {}

    /**
     * Code cannot be compiled.
     *
     * @param reason with line and column in the author's code
     */
    record Refused(String reason) implements Answer {}

    /**
     * The script returned other events than the one it was given, or none.
     *
     * @param events each as JSON
     */
    record Returned(List<Utf8> events) implements Answer {}

    /**
     * The script returned the event that it was given.
     *
     * @param event as it is now, as JSON
     */
    record Kept(Utf8 event) implements Answer {}

    /**
     * The script threw, went over a limit or returned what is no event.
     *
     * @param line in the author's code; 0 if not known
     */
    record Failed(String error, int line) implements Answer {
        /** Whether it went over a limit; a script that only says so is believed, to its own disadvantage. */
        public boolean isOverLimit() {
            return error.startsWith(TOO_LONG) || error.startsWith(TOO_MUCH);
        }
    }

    /** Writes this as one frame. The caller flushes. */
    default void write(DataOutputStream out) throws IOException {
        Frame frame = new Frame();
        if (this instanceof Ready) {
            frame.number(0);
        } else if (this instanceof Done done) {
            frame.number(1).text(done.text);
        } else if (this instanceof Refused refused) {
            frame.number(2).text(refused.reason);
        } else if (this instanceof Returned returned) {
            frame.number(3).number(returned.events.size());
            returned.events.forEach(event -> frame.text(event));
        } else if (this instanceof Failed failed) {
            frame.number(4).text(failed.error).number(failed.line);
        } else if (this instanceof Kept kept) {
            frame.number(5).text(kept.event);
        }
        frame.write(out);
    }

    /** @throws IOException if the other side is gone, or sends what is no answer */
    static Answer read(DataInputStream in) throws IOException {
        Frame.Reader frame = Frame.read(in, MOST_BYTES);
        Answer answer = switch (frame.number()) {
            case 0 -> new Ready();
            case 1 -> new Done(frame.text());
            case 2 -> new Refused(frame.text());
            case 3 -> new Returned(texts(frame));
            case 4 -> new Failed(frame.text(), frame.number());
            case 5 -> new Kept(frame.utf8());
            default -> throw new IOException("an answer of no known kind");
        };
        frame.end();
        return answer;
    }

    private static List<Utf8> texts(Frame.Reader frame) throws IOException {
        int count = frame.number();
        if (count < 0 || count > 100) {
            throw new IOException("an answer of " + count + " events");
        }
        List<Utf8> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(frame.utf8());
        }
        return texts;
    }
}
