package io.cairo.transformation;

import io.cairo.transformation.sandbox.Sandbox;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An enabled transformation as the road uses it: one link of a chain.
 *
 * @param namespace the name of the namespace
 * @param destination the only destination that it is for; null for all events of the namespace
 * @param paused whether it only says what becomes of the events that it would have changed
 */
record Link(
        UUID id,
        int version,
        String namespace,
        @Nullable UUID destination,
        OnError onError,
        boolean paused,
        Sandbox.Script script) {

    /** For people: {@code transformation 7b…, version 2}. */
    String named() {
        return "transformation " + id + ", version " + version; // of every event that it changes
    }

    /** The same with its code, ready to run. */
    Link with(String compiled) {
        Sandbox.Script ready = new Sandbox.Script(script.id(), script.owner(), compiled, script.most());
        return new Link(id, version, namespace, destination, onError, paused, ready);
    }
}
