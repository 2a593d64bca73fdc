package io.cairo.tool;

import io.cairo.access.Caller;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** A bean whose methods marked {@link Tool} are tools; CDI finds it, nothing else registers it. */
public interface Toolbox {

    /** The heading under which documentation lists these tools. */
    String title();

    /**
     * What a call would change, as it is now, without secrets and without what changes by itself, such as counts. An
     * approval remembers it and refuses to act on what has become something else.
     *
     * @param entry one of this bean's tools
     * @param arguments as the tool would get them
     * @return empty if the call changes nothing that exists
     * @throws io.cairo.base.Problem as the tool itself would refuse the call: there is no such target, it may not be touched
     */
    default JsonObject standing(Caller caller, ToolEntry entry, Record arguments) {
        return JsonValue.EMPTY_JSON_OBJECT;
    }
}
