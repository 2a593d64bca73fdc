package io.cairo.plan;

import io.cairo.base.JsonTree;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rule with what is made of it when it is first needed; two threads may make it at once, which harms nobody. */
final class CompiledRule {
    private final Rule rule;
    private volatile @Nullable Checker checker;
    private volatile @Nullable Glances glances;

    CompiledRule(Rule rule) {
        this.rule = rule;
    }

    private record Glances(Optional<Glance> open, Optional<Glance> closed) {}

    Rule rule() {
        return rule;
    }

    Checker checker() {
        Checker made = checker;
        if (made == null) {
            made = new Checker(rule.schema());
            checker = made;
        }
        return made;
    }

    /** What approves of events that keep to the rule; empty if the schema is none for that. */
    Optional<Glance> glance() {
        return glances().open;
    }

    /** The same for events that, besides, have no property or trait that the schema does not name. */
    Optional<Glance> closedGlance() {
        return glances().closed;
    }

    private Glances glances() {
        Glances made = glances;
        if (made == null) {
            made = new Glances(
                    Glance.of(rule.schema()),
                    closed(rule.schema(), PlanRules.holder(rule.type())).flatMap(Glance::of));
            glances = made;
        }
        return made;
    }

    /** The schema with nothing more in the holder than it names there; empty if it names nothing there. */
    private static Optional<JsonObject> closed(JsonObject schema, String holder) {
        if (!(schema.get("properties") instanceof JsonObject parts)
                || !(parts.get(holder) instanceof JsonObject part)
                || !(part.get("properties") instanceof JsonObject)) {
            return Optional.empty();
        }
        JsonObject closed = with(part, "additionalProperties", JsonValue.FALSE);
        return Optional.of(with(schema, "properties", with(parts, holder, closed)));
    }

    private static JsonObject with(JsonObject object, String name, JsonValue value) {
        return JsonTree.JSON.createObjectBuilder(object).add(name, value).build();
    }
}
