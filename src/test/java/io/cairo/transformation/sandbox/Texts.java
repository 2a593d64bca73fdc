package io.cairo.transformation.sandbox;

import io.cairo.transformation.sandbox.Sandbox.Input;
import io.cairo.transformation.sandbox.Sandbox.Returned;
import io.cairo.transformation.worker.Utf8;
import java.util.stream.Stream;

/** What goes into a sandbox and comes out of it, as texts. */
public final class Texts {
    private Texts() {}

    /** An event, and what is told about it. */
    public static Input input(String event, String metadata) {
        return new Input(Utf8.of(event), () -> Utf8.of(metadata));
    }

    /** An event. */
    public static Input input(String event) {
        return input(event, "{}");
    }

    /** What was returned. */
    public static Returned returned(String... events) {
        return new Returned(Stream.of(events).map(Utf8::of).toList(), null);
    }
}
