package io.cairo.destination.kit;

import io.cairo.base.JsonTree;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Set;

/** Settings under the names of other products or earlier versions. */
public final class Renames {
    private Renames() {}

    /** The same settings with the old names replaced, and without {@code enabled: true}, which a destination is anyway. */
    public static JsonObject of(JsonObject config, Map<String, String> names) {
        return of(config, names, Set.of());
    }

    /** The same, without settings that mean nothing here. */
    public static JsonObject of(JsonObject config, Map<String, String> names, Set<String> gone) {
        JsonObjectBuilder renamed = JsonTree.JSON.createObjectBuilder();
        config.forEach((name, value) -> {
            boolean said = !name.equals("enabled") || value != JsonValue.TRUE;
            if (said && !gone.contains(name)) {
                renamed.add(names.getOrDefault(name, name), value);
            }
        });
        return renamed.build();
    }
}
