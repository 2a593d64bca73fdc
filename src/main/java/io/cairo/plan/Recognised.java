package io.cairo.plan;

import io.cairo.base.Problem;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A plan's schema in one of the formats there are, told by its shape and made into rules.
 *
 * @param format what it was recognised as
 */
record Recognised(String format, List<Rule> rules) {
    private static final int MOST_RULES = 2_000;
    private static final int LONGEST_KEY = 200;
    private static final Set<String> TYPES =
            Set.of("track", "identify", "page", "screen", "group", "alias", Rule.COMMON);

    /**
     * Reads a schema and checks each rule of it.
     *
     * @throws Problem INVALID_ARGUMENT, which names the place and what is wrong there
     */
    static Recognised of(JsonObject schema) {
        Recognised read = read(schema);
        if (read.rules.isEmpty()) {
            throw Problem.invalid(
                    "schema", "has no rules; send JSON Schema, or a plan as Segment or RudderStack export it");
        }
        if (read.rules.size() > MOST_RULES) {
            throw Problem.invalid(
                    "schema",
                    "has %d rules, at most %d are allowed; split it into several plans, which all count"
                            .formatted(read.rules.size(), MOST_RULES));
        }
        checkKeys(read.rules);
        read.rules.forEach(SchemaCheck::check);
        return read;
    }

    private static Recognised read(JsonObject schema) {
        JsonValue rules = schema.get("rules");
        JsonValue events = schema.get("events");
        if (rules instanceof JsonArray list) {
            return new Recognised("segment_public_api", PublicApi.rules(list, "schema.rules"));
        }
        if (rules instanceof JsonObject object) {
            String format = schema.containsKey("version") ? "rudderstack" : "segment_config_api";
            return new Recognised(format, ConfigApi.rules(object, "schema.rules"));
        }
        if (events instanceof JsonArray list) {
            return new Recognised("rudderstack_events", ConfigApi.events(list, "schema.events"));
        }
        if (events instanceof JsonObject object && !schema.containsKey("type") && !schema.containsKey("$schema")) {
            return new Recognised("cairo_events", EventProperties.rules(object, "schema.events"));
        }
        return new Recognised(
                "json_schema", List.of(new Rule(Rule.COMMON, null, 1, Schemas.normal(schema, "schema"), "schema")));
    }

    private static void checkKeys(List<Rule> rules) {
        Set<List<Object>> seen = new HashSet<>();
        for (Rule rule : rules) {
            if (!TYPES.contains(rule.type())) {
                throw Problem.invalid(rule.path(), "is of a type that does not exist; allowed are " + sorted());
            }
            String key = rule.key() == null ? "" : rule.key();
            if (key.length() > LONGEST_KEY || (key.isEmpty() && rule.type().equals("track"))) {
                throw Problem.invalid(
                        rule.path(), "needs the event's name, of at most %d characters".formatted(LONGEST_KEY));
            }
            if (!rule.type().equals(Rule.COMMON) && !seen.add(List.of(rule.type(), key, rule.version()))) {
                throw Problem.invalid(rule.path(), "is the second rule for the same event and version");
            }
        }
    }

    private static String sorted() {
        return String.join(", ", TYPES.stream().sorted().toList());
    }

    /** Segment's Public API, and Terraform's spelling of it. */
    private static final class PublicApi {
        static List<Rule> rules(JsonArray list, String path) {
            List<Rule> rules = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                String at = path + "[" + i + "]";
                JsonObject rule = Schemas.object(list.get(i), at);
                String name = rule.containsKey("json_schema")
                        ? "json_schema"
                        : rule.containsKey("schema") ? "schema" : "jsonSchema";
                JsonObject schema = Schemas.object(rule.get(name), at + "." + name);
                rules.add(new Rule(
                        Schemas.text(rule, "type", "track").toLowerCase(Locale.ROOT),
                        Schemas.key(rule.get("key")),
                        Schemas.version(rule.get("version")),
                        Schemas.normal(schema, at + "." + name),
                        at + "." + name));
            }
            return rules;
        }
    }

    /** Segment's Config API and RudderStack's two formats, which differ in where events stand. */
    private static final class ConfigApi {
        private static final List<String> WITHOUT_NAME = List.of("identify", "group", "page", "screen", "alias");

        static List<Rule> rules(JsonObject object, String path) {
            List<Rule> rules = new ArrayList<>();
            if (object.get("events") instanceof JsonArray events) {
                rules.addAll(events(events, path + ".events"));
            }
            for (String type : WITHOUT_NAME) {
                add(rules, object, type, type, path);
            }
            add(rules, object, "global", Rule.COMMON, path);
            return rules;
        }

        private static void add(List<Rule> rules, JsonObject object, String field, String type, String path) {
            if (object.get(field) instanceof JsonObject holder && !holder.isEmpty()) {
                rules.add(new Rule(type, null, 1, Schemas.within(holder, path + "." + field), path + "." + field));
            }
        }

        static List<Rule> events(JsonArray list, String path) {
            List<Rule> rules = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                String at = path + "[" + i + "]";
                JsonObject event = Schemas.object(list.get(i), at);
                String type = Schemas.text(event, "eventType", "track").toLowerCase(Locale.ROOT);
                String name = type.equals("track") ? "name" : "key";
                rules.add(new Rule(
                        type,
                        Schemas.key(event.get(name)),
                        Schemas.version(event.get("version")),
                        Schemas.within(Schemas.object(event.get("rules"), at + ".rules"), at + ".rules"),
                        at + ".rules"));
            }
            return rules;
        }
    }

    /** Schemas of the properties of tracks, by event name. */
    private static final class EventProperties {
        static List<Rule> rules(JsonObject events, String path) {
            List<Rule> rules = new ArrayList<>();
            events.forEach((name, event) -> {
                String at = path + "." + name;
                JsonValue properties = Schemas.object(event, at).get("properties");
                JsonObject inner = properties == null
                        ? JsonValue.EMPTY_JSON_OBJECT
                        : Schemas.object(properties, at + ".properties");
                rules.add(new Rule("track", name, 1, Schemas.ofProperties(inner), at));
            });
            return rules;
        }
    }
}
