package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JakartaJsonNode;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What every tool really answers is what its schemas promise, and a tool that only reads changes nothing. */
@Isolated("it looks for traces of its calls, and others leave some")
@Journey
class ToolResultsIT {
    /** These change by themselves: last use, leases, pace, whatever nodes tell each other. */
    private static final String QUIET_TABLES = """
            SELECT tablename FROM pg_tables WHERE schemaname = 'public'
              AND tablename !~ '^(api_key|delivery|delivery_alert|delivery_attempt|delivery_retry|replay|revision|flyway.*|.*limit.*|.*bucket.*|mcp_.*)$'
            ORDER BY 1""";

    private final CairoServer cairo;

    ToolResultsIT(CairoServer cairo) {
        this.cairo = cairo;
    }

    /** The tools as they are listed, and which of them have answered with a result. */
    private final Map<String, JsonObject> tools = new LinkedHashMap<>();

    private final Set<String> answered = new LinkedHashSet<>();

    @Test
    void answersWhatItsSchemasPromiseAndReadsWithoutATrace(Space space) {
        Wire admin = new Wire(cairo.url(), Space.ADMIN_KEY);
        list(admin);
        String here = "\"namespace\":\"" + space.name() + "\"";
        String event = call(
                        admin,
                        "track_event",
                        "{\"event\":\"Paid\",\"user_id\":\"u\",\"properties\":{\"n\":1.5}," + here + "}")
                .getString("event_key");
        call(
                admin,
                "batch_track",
                "{\"events\":[{\"event\":\"Paid\",\"user_id\":\"u\"},{\"event\":\"\"}]," + here + "}");
        String destination = id(
                call(
                        admin,
                        "create_destination",
                        "{\"name\":\"d\",\"type\":\"webhook\",\"config\":{\"url\":\"http://127.0.0.1:9/\"}," + here
                                + "}"),
                "destination");
        String selection = "\"from\":\"2020-01-01T00:00:00Z\"," + here;
        String replay = call(admin, "replay_events", "{\"destination_id\":\"%s\",%s}".formatted(destination, selection))
                .getString("replay_id");
        call(admin, "change_replay", "{\"replay_id\":\"%s\",\"action\":\"cancel\",%s}".formatted(replay, here));
        call(admin, "update_destination", "{\"id\":\"%s\",\"enabled\":false,%s}".formatted(destination, here));
        String schema = "\"schema\":{\"events\":{\"Paid\":{\"properties\":{\"required\":[\"m\"]}}}}";
        String plan = id(
                call(admin, "create_tracking_plan", "{\"name\":\"p\"," + schema + "," + here + "}"), "tracking_plan");
        call(admin, "update_tracking_plan", "{\"id\":\"%s\",%s,%s}".formatted(plan, schema, here));
        call(admin, "track_event", "{\"event\":\"Paid\",\"user_id\":\"u\"," + here + "}");
        String code = id(
                call(admin, "create_transformation", "{\"name\":\"t\",\"code\":\"return event;\"," + here + "}"),
                "transformation");
        call(admin, "update_transformation", "{\"id\":\"%s\",\"execution_order\":2,%s}".formatted(code, here));
        call(admin, "identify_user", "{\"user_id\":\"person-1\",\"email\":\"one@example.com\"," + here + "}");
        call(admin, "identify_user", "{\"user_id\":\"person-0\"," + here + "}");
        call(admin, "alias_identity", "{\"previous_id\":\"person-0\",\"user_id\":\"person-1\"," + here + "}");
        call(admin, "gdpr_suppress_user", "{\"user_id\":\"person-2\"," + here + "}");
        call(admin, "create_namespace", "{\"name\":\"" + space.name() + "-new\",\"title\":\"New\"}");
        call(admin, "update_namespace", "{\"name\":\"" + space.name() + "-new\"}");
        call(admin, "create_tenant", "{\"name\":\"" + space.name() + "-tenant\"}");
        call(admin, "update_tenant", "{\"name\":\"" + space.name() + "-tenant\",\"plan\":\"pro\"}");
        String key = call(admin, "create_key", "{\"name\":\"k\",\"kind\":\"rk\"," + here + "}")
                .getString("id");

        call(admin, "gdpr_export_user", "{\"user_id\":\"person-1\"," + here + "}"); // which the audit log notes

        Map<String, String> before = digests(space);
        for (String from : new String[] {"", ",\"from\":\"2020-01-01T00:00:00Z\",\"limit\":1"}) {
            call(admin, "query_events", "{" + here + from + "}");
        }
        call(admin, "query_events", "{\"namespace\":\"never-written\"}");
        call(admin, "list_destinations", "{" + here + "}");
        call(admin, "list_destinations", "{\"namespace\":\"never-written\",\"limit\":1}");
        call(admin, "get_destination", "{\"id\":\"%s\",%s}".formatted(destination, here));
        call(admin, "preview_delivery", "{\"id\":\"%s\",%s}".formatted(destination, here));
        call(admin, "list_dead_letters", "{" + here + "}");
        call(admin, "list_destination_types", "{}");
        call(admin, "list_destination_types", "{\"type\":\"webhook\"}");
        call(admin, "count_replay", "{" + selection + "}");
        call(admin, "get_replay", "{\"replay_id\":\"%s\",%s}".formatted(replay, here));
        call(admin, "list_replays", "{\"limit\":1," + here + "}");
        call(admin, "replay_history", "{" + here + "}");
        for (String messageId : List.of(event, "no such message")) {
            call(admin, "explain_event", "{\"message_id\":\"%s\",%s}".formatted(messageId, here));
        }
        call(admin, "list_tracking_plans", "{" + here + "}");
        call(admin, "get_tracking_plan", "{\"id\":\"%s\",\"version\":1,%s}".formatted(plan, here));
        call(admin, "list_violations", "{" + here + "}");
        call(admin, "infer_tracking_plan", "{" + here + "}");
        call(admin, "list_transformations", "{" + here + "}");
        call(admin, "get_transformation", "{\"id\":\"%s\",%s}".formatted(code, here));
        call(admin, "test_transformation", "{\"id\":\"%s\",%s}".formatted(code, here));
        call(admin, "lookup_user", "{\"email\":\"one@example.com\"," + here + "}");
        call(admin, "lookup_user", "{\"email\":\"nobody@example.com\"," + here + "}");
        call(admin, "resolve_identity", "{\"user_id\":\"person-0\",\"explain\":true," + here + "}");
        call(admin, "gdpr_check_suppression", "{\"user_id\":\"person-2\"," + here + "}");
        call(admin, "list_suppressions", "{" + here + "}");
        call(admin, "query_audit_log", "{" + here + "}");
        call(admin, "list_keys", "{}");
        pageOfKeys(admin);
        call(admin, "list_namespaces", "{}");
        call(admin, "list_tenants", "{}");
        call(admin, "list_approvals", "{}");
        call(admin, "list_approvals", "{\"limit\":1,\"status\":\"pending\"}");
        call(admin, "system_health", "{}");
        for (String name : tools.keySet()) {
            call(admin, "describe_tool", "{\"tool_name\":\"" + name + "\"}");
        }
        call(admin, "describe_tool", "{\"tool_name\":\"no_such_tool\"}");
        assertThat(digests(space)).isEqualTo(before);
        assertThat(answered)
                .containsAll(tools.entrySet().stream()
                        .filter(tool ->
                                tool.getValue().getJsonObject("annotations").getBoolean("readOnlyHint"))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));

        call(admin, "unmerge_identity", "{\"user_id\":\"person-0\"," + here + "}");
        call(admin, "gdpr_unsuppress_user", "{\"user_id\":\"person-2\"," + here + "}");
        call(admin, "gdpr_delete_user", "{\"user_id\":\"person-1\"," + here + "}");
        call(admin, "delete_transformation", "{\"id\":\"%s\",%s}".formatted(code, here));
        call(admin, "delete_tracking_plan", "{\"id\":\"%s\",%s}".formatted(plan, here));
        call(admin, "revoke_key", "{\"id\":\"" + key + "\"}");
        call(admin, "test_destination", "{\"id\":\"%s\",%s}".formatted(destination, here));
        call(admin, "retry_dead_letters", "{\"destination_id\":\"%s\",%s}".formatted(destination, here));
        call(admin, "delete_destination", "{\"id\":\"%s\",%s}".formatted(destination, here));
        call(admin, "delete_destination", "{\"id\":\"%s\",%s}".formatted(destination, here));

        assertThat(tools.keySet()).as("tools that no call here has shown").isSubsetOf(withUncalled());
    }

    /** To decide needs a second administrator and a call that waits: the journey of approvals shows it. */
    private Set<String> withUncalled() {
        Set<String> called = new LinkedHashSet<>(answered);
        called.add("decide_approval");
        return called;
    }

    private void pageOfKeys(Wire admin) {
        JsonObject first = call(admin, "list_keys", "{\"limit\":1}");
        if (first.getBoolean("truncated")) {
            JsonObject second =
                    call(admin, "list_keys", "{\"limit\":1,\"cursor\":\"" + first.getString("next_cursor") + "\"}");
            assertThat(second.getJsonArray("keys")).isNotEqualTo(first.getJsonArray("keys"));
        }
    }

    private void list(Wire wire) {
        JsonObject result = rpc(wire, "tools/list", JsonValue.EMPTY_JSON_OBJECT);
        result.getJsonArray("tools")
                .forEach(tool -> tools.put(tool.asJsonObject().getString("name"), tool.asJsonObject()));
        assertThat(tools).isNotEmpty();
    }

    private JsonObject call(Wire wire, String tool, String arguments) {
        JsonObject result = rpc(
                wire,
                "tools/call",
                Json.createObjectBuilder()
                        .add("name", tool)
                        .add("arguments", object(arguments))
                        .build());
        assertThat(result.containsKey("structuredContent"))
                .as("%s: %s", tool, result)
                .isTrue();
        JsonObject structured = result.getJsonObject("structuredContent");
        validate(tool, declared(tool).getJsonObject("outputSchema"), structured);
        if (tool.equals("describe_tool") && structured.getBoolean("found")) {
            assertThat(structured.getJsonObject("inputSchema"))
                    .isEqualTo(declared(structured.getString("name")).getJsonObject("inputSchema"));
        }
        assertThat(object(result.getJsonArray("content").getJsonObject(0).getString("text")))
                .isEqualTo(structured);
        answered.add(tool);
        return structured;
    }

    private JsonObject declared(String tool) {
        return Objects.requireNonNull(tools.get(tool), tool);
    }

    private static void validate(String tool, JsonObject schema, JsonObject content) {
        Validator.Result result = new ValidatorFactory()
                .withJsonNodeFactory(new JakartaJsonNode.Factory())
                .validate(schema, content);
        assertThat(result.isValid())
                .as(() -> tool + ": "
                        + result.getErrors().stream()
                                .map(error -> error.getInstanceLocation() + " " + error.getError())
                                .collect(Collectors.joining("; ")))
                .isTrue();
    }

    private static JsonObject rpc(Wire wire, String method, JsonObject params) {
        JsonObject request = Json.createObjectBuilder()
                .add("jsonrpc", "2.0")
                .add("id", 1)
                .add("method", method)
                .add("params", params)
                .build();
        Wire.Answer answer = wire.post(
                "/mcp",
                request.toString().getBytes(StandardCharsets.UTF_8),
                "Authorization",
                "Bearer " + wire.key(),
                "Content-Type",
                "application/json",
                "Accept",
                "application/json",
                "MCP-Protocol-Version",
                "2025-11-25");
        JsonObject reply = object(message(answer.body()));
        assertThat(reply.containsKey("result")).as(answer.body()).isTrue();
        return reply.getJsonObject("result");
    }

    /** A call that takes a while is answered as a stream, of which the last message is the reply. */
    private static String message(String body) {
        return body.startsWith("{")
                ? body
                : body.lines()
                        .filter(line -> line.startsWith("data: {"))
                        .reduce((first, second) -> second)
                        .orElseThrow()
                        .substring("data: ".length());
    }

    private static Map<String, String> digests(Space space) {
        Map<String, String> digests = new LinkedHashMap<>();
        for (String table : space.database().column(QUIET_TABLES)) {
            digests.put(
                    table,
                    space.database()
                            .value("SELECT md5(coalesce(string_agg(t::text, ' ' ORDER BY t::text), '')) FROM " + table
                                    + " AS t"));
        }
        assertThat(digests).containsKeys("event", "destination", "namespace");
        return digests;
    }

    private static String id(JsonObject result, String of) {
        return result.getJsonObject(of).getString("id");
    }

    private static JsonObject object(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
