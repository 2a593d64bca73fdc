package io.cairo.plan;

import io.cairo.message.Message;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rules of one version of a plan, found by event and compiled when they are first needed. Safe for many threads. */
final class PlanRules {
    private record Event(String type, @Nullable String key) {}

    private final Map<Event, List<CompiledRule>> rules = new HashMap<>();
    private final boolean namesTracks;

    PlanRules(List<Rule> all) {
        for (Rule rule : all) {
            rules.computeIfAbsent(new Event(rule.type(), rule.key()), event -> new ArrayList<>())
                    .add(new CompiledRule(rule));
        }
        rules.values()
                .forEach(versions ->
                        versions.sort(Comparator.comparingInt(one -> one.rule().version())));
        namesTracks = all.stream().anyMatch(rule -> rule.type().equals("track"));
    }

    /** Whether the plan has this event; only tracks can be unplanned, and only where a plan names tracks. */
    boolean plans(Message message) {
        return message.type() != Message.Type.TRACK
                || !namesTracks
                || !own(message).isEmpty();
    }

    /** What is wrong with an event by its own rule and by the rules for every event. */
    List<Finding> check(Message message, JsonObject event) {
        List<Finding> found = new ArrayList<>();
        try {
            for (CompiledRule rule : applying(message, event)) {
                found.addAll(rule.checker().check(event));
            }
        } catch (Budget.Exceeded e) {
            return List.of(Finding.UNVERIFIABLE);
        }
        return found.stream().distinct().toList();
    }

    /**
     * What approves of an event about which {@link #check} finds nothing. Empty if that takes more: a rule is not for a
     * glance, or the event itself says which rule counts.
     *
     * @param closed whether {@link #unplanned} must find nothing either
     */
    Optional<List<Glance>> glances(Message message, boolean closed) {
        List<CompiledRule> own = own(message);
        if (own.size() > 1) {
            return Optional.empty();
        }
        List<Optional<Glance>> glances = new ArrayList<>();
        own.forEach(rule -> glances.add(closed ? rule.closedGlance() : rule.glance()));
        common().forEach(rule -> glances.add(rule.glance()));
        return glances.stream().allMatch(Optional::isPresent)
                ? Optional.of(glances.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
    }

    /** The properties or traits that no rule for the event names; empty where rules leave it open what there may be. */
    Set<String> unplanned(Message message, JsonObject event) {
        String holder = holder(message);
        List<CompiledRule> applying = applying(message, event);
        if (own(message).isEmpty() || !(event.get(holder) instanceof JsonObject sent)) {
            return Set.of();
        }
        Set<String> unplanned = new TreeSet<>(sent.keySet());
        for (CompiledRule one : applying) {
            if (!(one.rule().schema().get("properties") instanceof JsonObject parts)
                    || !(parts.get(holder) instanceof JsonObject part)) {
                continue;
            }
            if (!(part.get("properties") instanceof JsonObject named) || Openings.has(part)) {
                return Set.of();
            }
            unplanned.removeAll(named.keySet());
        }
        return unplanned;
    }

    /** Where messages of this type have what describes them. */
    static String holder(Message message) {
        return holder(message.type().wire());
    }

    /** Where events that rules of this type are for have what describes them. */
    static String holder(String type) {
        return type.equals("identify") || type.equals("group") ? "traits" : "properties";
    }

    private List<CompiledRule> applying(Message message, JsonObject event) {
        List<CompiledRule> applying = new ArrayList<>();
        List<CompiledRule> own = own(message);
        if (!own.isEmpty()) {
            applying.add(ofVersion(own, event));
        }
        applying.addAll(common());
        return applying;
    }

    private List<CompiledRule> common() {
        return rules.getOrDefault(new Event(Rule.COMMON, null), List.of());
    }

    private List<CompiledRule> own(Message message) {
        String type = message.type().wire();
        List<CompiledRule> named = message.name() == null ? null : rules.get(new Event(type, message.name()));
        return named == null ? rules.getOrDefault(new Event(type, null), List.of()) : named;
    }

    /** The rule for the version that the event says it has; the oldest if it says none, or one that is not there. */
    private static CompiledRule ofVersion(List<CompiledRule> own, JsonObject event) {
        int version = event.get("context") instanceof JsonObject context
                        && context.get("protocols") instanceof JsonObject protocols
                ? number(protocols.get("event_version"))
                : 0;
        return own.stream()
                .filter(one -> one.rule().version() == version)
                .findFirst()
                .orElse(own.get(0));
    }

    private static int number(@Nullable JsonValue value) {
        return value instanceof JsonNumber number && number.isIntegral() ? number.intValue() : 0;
    }

    /** What makes a schema name properties elsewhere than under {@code properties}. */
    private static final class Openings {
        private static final Set<String> KEYWORDS =
                Set.of("patternProperties", "allOf", "anyOf", "oneOf", "if", "$ref", "$dynamicRef", "dependentSchemas");

        static boolean has(JsonObject schema) {
            return schema.keySet().stream().anyMatch(KEYWORDS::contains);
        }
    }
}
