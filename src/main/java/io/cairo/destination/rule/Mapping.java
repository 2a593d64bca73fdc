package io.cairo.destination.rule;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import jakarta.json.JsonObject;
import java.util.List;

/** What is done to the fields of every event before a connector gets it. For many threads. */
public final class Mapping {
    private final List<Change> changes;

    public Mapping(Rules rules) {
        this.changes = rules.changes();
    }

    /** Whether events stay as they are. */
    public boolean isNone() {
        return changes.isEmpty();
    }

    /**
     * The event as the connector shall get it.
     *
     * @throws Unmappable if a change cannot be done to it, with the number of that change
     */
    public JsonObject applied(byte[] payload) throws Unmappable {
        JsonObject event = event(payload);
        for (int i = 0; i < changes.size(); i++) {
            try {
                event = changes.get(i).applied(event);
            } catch (Unmappable e) {
                throw new Unmappable("rules.mapping[" + i + "]: " + e.sentence());
            }
        }
        return event;
    }

    private static JsonObject event(byte[] payload) throws Unmappable {
        try {
            return JsonTree.readObject(payload);
        } catch (Problem e) {
            throw new Unmappable("The event cannot be read");
        }
    }
}
