package io.cairo.tool;

import io.cairo.access.Caller;
import jakarta.json.JsonObject;

/** Holds back calls that a second administrator must approve before they act (four eyes). */
public interface Governor {

    /** Whether calls of this tool change configuration or people's data, and so wait where calls are governed. */
    boolean holds(ToolEntry entry);

    /**
     * Queues a call instead of making it.
     *
     * @param arguments as they came; already checked against the tool's schema
     * @return what the caller is told: which approval it waits for, and what to do
     * @throws io.cairo.base.Problem whatever the tool's own check of its target says, INSUFFICIENT_SCOPE
     */
    JsonObject hold(Caller caller, ToolEntry entry, JsonObject arguments);
}
