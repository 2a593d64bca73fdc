package io.cairo.plan;

import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.message.Message;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Set;

/** Leaves properties out of a message and says so in its {@code context.protocols.omitted}. */
final class Omission {
    private Omission() {}

    /** @param fields {@code properties.name} or {@code traits.name} */
    static Message of(Message message, Set<String> fields) {
        String holder = PlanRules.holder(message);
        JsonObject event = JsonTree.readObject(message.payload());
        JsonObjectBuilder kept = JsonTree.JSON.createObjectBuilder();
        object(event, holder).forEach((name, value) -> {
            if (!fields.contains(Checker.shortened(holder + "." + name))) {
                kept.add(name, value);
            }
        });
        JsonObject changed = JsonTree.JSON
                .createObjectBuilder(event)
                .add(holder, kept)
                .add("context", context(object(event, "context"), fields))
                .build();
        return message.with(JsonText.bytes(changed));
    }

    private static JsonObjectBuilder context(JsonObject context, Set<String> fields) {
        JsonArrayBuilder omitted = JsonTree.JSON.createArrayBuilder();
        fields.forEach(omitted::add);
        JsonObjectBuilder protocols =
                JsonTree.JSON.createObjectBuilder(object(context, "protocols")).add("omitted", omitted);
        return JsonTree.JSON.createObjectBuilder(context).add("protocols", protocols);
    }

    private static JsonObject object(JsonObject holder, String name) {
        return holder.get(name) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }
}
