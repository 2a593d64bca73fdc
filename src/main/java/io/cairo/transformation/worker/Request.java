package io.cairo.transformation.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a worker is asked. */
public sealed interface Request {
    /** A request is at most this many bytes. */
    int MOST_BYTES = 32 << 20;

    /** Make this code ready to run. */
    record Compile(String code) implements Request {}

    /**
     * Run a script on events; an answer is sent for each as soon as it is there.
     *
     * @param id of the script: for the same id an engine may be used again
     * @param most milliseconds of processor time for each event
     */
    record Run(String id, String compiled, int most, List<Event> events) implements Request {}

    /** An event, or as much of it as the script can touch, and what is known about it, both as JSON. */
    record Event(Utf8 json, Utf8 metadata) {}

    /** Writes this as one frame. The caller flushes. */
    default void write(DataOutputStream out) throws IOException {
        Frame frame = new Frame();
        if (this instanceof Compile compile) {
            frame.number(0).text(compile.code);
        } else if (this instanceof Run run) {
            frame.number(1).text(run.id).text(run.compiled).number(run.most).number(run.events.size());
            run.events.forEach(event -> frame.text(event.json).text(event.metadata));
        }
        frame.write(out);
    }

    /** @throws IOException if the other side is gone */
    static Request read(DataInputStream in) throws IOException {
        Frame.Reader frame = Frame.read(in, MOST_BYTES);
        return frame.number() == 0
                ? new Compile(frame.text())
                : new Run(frame.text(), frame.text(), frame.number(), events(frame));
    }

    private static List<Event> events(Frame.Reader frame) throws IOException {
        int count = frame.number();
        List<Event> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(new Event(frame.utf8(), frame.utf8()));
        }
        return events;
    }
}
