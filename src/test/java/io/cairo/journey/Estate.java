package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Everything that one tenant owns, made through the doors that Cairo has. Half of it are lures: names and ids that a
 * stranger knows and asks for. The other half has {@link #secret} in it, which no stranger may ever be told.
 *
 * @param admin speaks for the whole tenant
 * @param secret in every name, title and value that is not a lure
 * @param lures what a stranger puts into an argument, by the argument's name
 * @param ids that a stranger puts where an id is wanted
 */
record Estate(
        TestDatabase database,
        Wire admin,
        String tenant,
        String namespace,
        String secret,
        Map<String, String> lures,
        List<String> ids) {

    /** A new tenant with two namespaces, each with events, a destination and a key. */
    static Estate in(TestDatabase database, String url) {
        String word = "w" + UUID.randomUUID().toString().substring(0, 8);
        String secret = "hidden" + word;
        Wire admin = newTenant(url, word);
        List<String> ids = new ArrayList<>();
        JsonObject named = object("name", word, "title", secret + " title");
        JsonObject project =
                made(admin.call("POST", "/api/v2/namespaces", named)).getJsonObject("namespace");
        for (String namespace : List.of(word, secret)) {
            ids.addAll(furnish(admin, namespace, secret));
        }
        Map<String, String> lures = Map.of(
                "namespace", word,
                "project_slug", word,
                "project_id", project.getString("project_id"),
                "tenant", word,
                "user_id", "user-" + word,
                "user_email", word + "@example.com",
                "email", word + "@example.com",
                "event", "Event " + word,
                "event_type", "Event " + word,
                "message_id", "message-" + word);
        return new Estate(database, admin, word, word, secret, lures, List.copyOf(ids));
    }

    /** A new tenant's first key, made by the operator. */
    static Wire newTenant(String url, String name) {
        Wire operator = new Wire(url, Space.ADMIN_KEY);
        made(operator.call("POST", "/api/v2/tenants", object("name", name)));
        JsonObject key = object("name", "the first of " + name, "kind", "sk", "role", "admin", "tenant", name);
        return new Wire(url, made(operator.call("POST", "/api/v2/keys", key)).getString("key"));
    }

    private static List<String> furnish(Wire admin, String namespace, String secret) {
        for (String suffix : List.of(namespace, secret)) {
            JsonObject event = Json.createObjectBuilder(object(
                            "event", "Event " + suffix,
                            "userId", "user-" + suffix,
                            "messageId", "message-" + suffix,
                            "namespace", namespace))
                    .add("context", Json.createObjectBuilder().add("traits", object("email", suffix + "@example.com")))
                    .add("properties", object("note", secret))
                    .build();
            assertThat(admin.post("/v1/track", event.toString()).status()).isEqualTo(200);
            assertThat(admin.post(
                                    "/v1/identify",
                                    person(namespace, suffix, secret).toString())
                            .status())
                    .isEqualTo(200);
        }
        JsonObject destination = Json.createObjectBuilder(
                        object("type", "webhook", "name", "hook " + secret, "namespace", namespace))
                .add("config", object("url", "http://127.0.0.1:9/" + secret))
                .build();
        JsonObject hook = made(admin.call("POST", "/api/v2/destinations", destination));
        JsonObject code =
                object("name", "code " + secret, "namespace", namespace, "code", "return event; // " + secret);
        return List.of(
                made(admin.call("POST", "/api/v2/transformations", code))
                        .getJsonObject("transformation")
                        .getString("id"),
                hook.getJsonObject("destination").getString("id"),
                made(admin.call("POST", "/api/v2/keys", key(namespace, secret))).getString("id"));
    }

    private static JsonObject person(String namespace, String suffix, String secret) {
        return Json.createObjectBuilder(
                        object("userId", "user-" + suffix, "messageId", "identify-" + suffix, "namespace", namespace))
                .add("traits", object("email", suffix + "@example.com", "note", secret))
                .add(
                        "context",
                        Json.createObjectBuilder()
                                .add(
                                        "externalIds",
                                        Json.createArrayBuilder().add(object("type", "crm", "id", secret + suffix))))
                .build();
    }

    String lure(String argument) {
        return Objects.requireNonNull(lures.get(argument), argument);
    }

    /** Another key of the whole tenant that changes nothing. */
    static Wire reader(Wire admin, String kind) {
        JsonObject key = object("name", "reader", "kind", kind);
        return new Wire(
                admin.url(), made(admin.call("POST", "/api/v2/keys", key)).getString("key"));
    }

    /** A key of this tenant that is pinned to a namespace of its own. */
    Wire pinned(String namespace) {
        return new Wire(
                admin.url(),
                made(admin.call("POST", "/api/v2/keys", key(namespace, "pinned")))
                        .getString("key"));
    }

    private static JsonObject key(String namespace, String name) {
        return object("name", "key " + name, "kind", "sk", "role", "admin", "namespace", namespace);
    }

    /** Every row of the two namespaces, in whatever table there is, but for what delivery and use write by themselves. */
    List<String> rows() {
        List<String> found = new ArrayList<>();
        for (String table : tablesWith("namespace_id")) {
            found.addAll(rows(table, """
                    WHERE namespace_id IN (SELECT id FROM namespace WHERE tenant = ? AND name IN (?, ?))"""));
        }
        for (String table : tablesWith("namespace")) {
            found.addAll(rows(table, "WHERE tenant = ? AND namespace IN (?, ?)"));
        }
        found.addAll(rows("namespace", "WHERE tenant = ? AND name IN (?, ?)"));
        found.addAll(rows("tenant", "WHERE name = ? AND ? <> ?"));
        return found;
    }

    private List<String> rows(String table, String where) {
        return database.column(
                "SELECT '" + table + "' || (to_jsonb(t) - 'last_used_at')::text AS found FROM " + table + " t " + where
                        + " ORDER BY found",
                tenant,
                namespace,
                secret);
    }

    private List<String> tablesWith(String column) {
        return database.column("""
                SELECT table_name::text FROM information_schema.columns
                WHERE table_schema = 'public' AND column_name = ? AND table_name NOT LIKE 'delivery%'
                ORDER BY 1""", column);
    }

    private static JsonObject made(Wire.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    /** Texts by name: name, value, name, value. */
    static JsonObject object(String... pairs) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            object.add(pairs[i], pairs[i + 1]);
        }
        return object.build();
    }
}
