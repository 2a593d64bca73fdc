package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.journey.Wire.Answer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people may demand, as an administrator does it over MCP and REST. */
@Journey
class PrivacyIT {
    private static final String JANE = "jane-doe-77";
    private static final String EMAIL = "jane.doe.77@example.com";

    @Test
    void aSuppressedPersonIsAcceptedAndForgottenOnEveryRoad(Wire wire, Space space) {
        identify(wire);

        JsonObject suppressed = tool(wire, "gdpr_suppress_user", "user_id", EMAIL, "reason", "objected");

        assertThat(suppressed.getBoolean("suppressed")).isTrue();
        assertThat(suppressed.getString("userId")).isEqualTo(EMAIL);
        assertThat(suppressed.getInt("identifiers")).isEqualTo(3);
        assertThat(post(wire, "/v1/track", "{'event':'E','userId':'%s','messageId':'s1'}".formatted(JANE)))
                .isEqualTo(200);
        assertThat(post(
                        wire,
                        "/v2/batch",
                        "{'batch':[{'type':'page','anonymousId':'device-of-jane','messageId':'s2'}]}"))
                .isEqualTo(200);
        assertThat(post(wire, "/v1/alias", "{'userId':'new-name','previousId':'%s','messageId':'s3'}".formatted(JANE)))
                .isEqualTo(200);
        assertThat(tool(wire, "track_event", "event", "E", "user_id", JANE)).isNotEmpty();
        assertThat(space.messageIds()).containsExactly("m1");
        assertThat(wire.get("/api/v2/users/" + JANE + "/suppression-status", "X-API-Key", wire.key())
                        .json()
                        .getString("reason"))
                .isEqualTo("objected");
        assertThat(wire.get("/api/v2/suppressions", "X-API-Key", wire.key())
                        .json()
                        .getJsonArray("suppressions"))
                .hasSize(1)
                .noneMatch(row -> row.toString().contains("jane"));
    }

    @Test
    void whoIsSuppressedNoMoreIsStoredAgain(Wire wire, Space space) {
        assertThat(call(wire, "POST", "/api/v2/users/" + JANE + "/suppress").getBoolean("suppressed"))
                .isTrue();
        assertThat(tool(wire, "gdpr_check_suppression", "user_id", JANE).getBoolean("suppressed"))
                .isTrue();

        JsonObject lifted = call(wire, "POST", "/api/v2/users/" + JANE + "/unsuppress");

        assertThat(lifted.getBoolean("unsuppressed")).isTrue();
        assertThat(lifted).doesNotContainKey("found");
        assertThat(call(wire, "POST", "/api/v2/users/" + JANE + "/unsuppress").getBoolean("found"))
                .isFalse();
        assertThat(tool(wire, "gdpr_check_suppression", "user_id", JANE).getBoolean("suppressed"))
                .isFalse();
        identify(wire);
        assertThat(space.messageIds()).containsExactly("m1");
    }

    @Test
    void aDeletedPersonIsGoneAndTheAuditLogKnowsWithoutKnowingWho(Wire wire, Space space) {
        identify(wire);
        post(
                wire,
                "/v1/track",
                "{'event':'E','userId':'other-person','properties':{'invited_by':'%s'},'messageId':'m2'}"
                        .formatted(EMAIL));

        JsonObject deleted = call(wire, "DELETE", "/api/v2/users/" + JANE);

        assertThat(deleted.getBoolean("deleted")).isTrue();
        assertThat(deleted.getString("userId")).isEqualTo(JANE);
        assertThat(deleted.getJsonArray("tablesAffected").toString()).contains("event", "identifier");
        assertThat(deleted.getInt("rowsDeleted")).isGreaterThanOrEqualTo(4);
        assertThat(deleted.getString("state")).isEqualTo("done");
        assertThat(space.messageIds()).containsExactly("m2");
        assertThat(space.field("m2", "properties", "invited_by")).isEqualTo("[erased]");
        JsonObject audit = call(wire, "GET", "/api/v2/audit-log?userId=" + EMAIL);
        assertThat(audit.getBoolean("intact")).isTrue();
        JsonObject entry = audit.getJsonArray("auditLog").getJsonObject(0);
        assertThat(entry.getString("action")).isEqualTo("delete");
        assertThat(entry.getJsonObject("details").getJsonObject("rows").getInt("event"))
                .isEqualTo(2);
        assertThat(space.database().column("SELECT a::text FROM audit a")).noneMatch(row -> row.contains("jane"));
        assertThat(call(wire, "DELETE", "/api/v2/users/" + JANE).getBoolean("found"))
                .isFalse();
    }

    @Test
    void aDeletionWaitsForASecondAdministratorAndLeavesNoNameThere(Wire wire, Space space) {
        identify(wire);
        Wire other = new Wire(wire.url(), space.key("sk"));

        JsonObject queued = result(wire.mcp(
                "/api/v1/mcp",
                "tools/call",
                Json.createObjectBuilder()
                        .add("name", "gdpr_delete_user")
                        .add("arguments", Json.createObjectBuilder().add("user_id", JANE))));

        assertThat(space.messageIds()).containsExactly("m1");
        Answer decided = other.post(
                "/api/v2/approvals/" + queued.getString("approval_id") + "/decision", "{\"decision\":\"approve\"}");
        assertThat(decided.json().getString("status")).as(decided.body()).isEqualTo("done");
        assertThat(space.messageIds()).isEmpty();
        assertThat(space.database()
                        .column("SELECT a::text FROM approval a WHERE id = ?::uuid", queued.getString("approval_id")))
                .hasSize(1)
                .noneMatch(row -> row.contains("jane"));
    }

    @Test
    void everythingThatIsKeptIsHandedOutPageByPage(Wire wire, Space space) {
        identify(wire);
        String batch = IntStream.range(0, 60)
                .mapToObj(i -> "{'type':'track','event':'E','userId':'%s','messageId':'t%d'}".formatted(JANE, i))
                .collect(Collectors.joining(",", "{'batch':[", "]}"));
        assertThat(post(wire, "/v1/batch", batch)).isEqualTo(200);

        List<JsonObject> rows = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = call(
                    wire,
                    "GET",
                    "/api/v2/users/" + EMAIL + "/export?limit=25" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            assertThat(page.getBoolean("found")).isTrue();
            rows.addAll(page.getJsonArray("rows").getValuesAs(JsonObject.class));
            cursor = page.getString("next_cursor", "");
        } while (!cursor.isEmpty());

        assertThat(rows.stream().filter(row -> row.getString("table").equals("event")))
                .hasSize(61)
                .doesNotHaveDuplicates();
        assertThat(rows).extracting(row -> row.getString("table")).contains("identifier");
        assertThat(space.messageIds()).hasSize(61);
        assertThat(call(wire, "GET", "/api/v2/users/nobody-at-all/export").getBoolean("found"))
                .isFalse();
    }

    @Test
    void whoMayNotDoesNot(Wire wire, Space space) {
        identify(wire);
        Wire reader = new Wire(wire.url(), space.key("rk"));

        assertThat(Stream.of(
                        reader.call("DELETE", "/api/v2/users/" + JANE, JsonValue.EMPTY_JSON_OBJECT),
                        reader.call("POST", "/api/v2/users/" + JANE + "/suppress", JsonValue.EMPTY_JSON_OBJECT),
                        reader.call("GET", "/api/v2/users/" + JANE + "/export", JsonValue.EMPTY_JSON_OBJECT),
                        reader.call("GET", "/api/v2/audit-log", JsonValue.EMPTY_JSON_OBJECT),
                        wire.call(
                                "DELETE", "/api/v2/users/" + JANE + "?namespace=another", JsonValue.EMPTY_JSON_OBJECT),
                        wire.call("GET", "/api/v2/audit-log?namespace=another", JsonValue.EMPTY_JSON_OBJECT)))
                .extracting(Answer::code)
                .containsOnly("insufficient_scope");
        assertThat(space.messageIds()).containsExactly("m1");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /api/v2/users/null, user_id",
        "POST, /api/v2/users/anonymous/suppress, user_id",
        "POST, /api/v2/users/jane/suppress?identity_type=a%20b, identity_type",
        "GET, /api/v2/users/jane/export?limit=0, limit",
        "GET, /api/v2/users/jane-doe-77/export?cursor=x, cursor",
        "GET, /api/v2/audit-log?cursor=x, cursor",
        "GET, /api/v2/suppressions?limit=x, limit"
    })
    void badInputIsToldWhere(String method, String path, String field, Wire wire) {
        identify(wire);

        Answer answer = wire.call(method, path, JsonValue.EMPTY_JSON_OBJECT);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(field);
    }

    private static void identify(Wire wire) {
        assertThat(post(
                        wire,
                        "/v1/identify",
                        "{'userId':'%s','anonymousId':'device-of-jane','traits':{'email':'%s'},'messageId':'m1'}"
                                .formatted(JANE, EMAIL)))
                .isEqualTo(200);
    }

    private static int post(Wire wire, String path, String json) {
        return wire.post(path, json.replace('\'', '"')).status();
    }

    private static JsonObject call(Wire wire, String method, String path) {
        Answer answer = wire.call(method, path, JsonValue.EMPTY_JSON_OBJECT);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static JsonObject tool(Wire wire, String name, String... arguments) {
        return result(wire.tool(name, Estate.object(arguments)));
    }

    private static JsonObject result(JsonObject reply) {
        JsonObject result = reply.getJsonObject("result");
        assertThat(result).as(reply.toString()).isNotNull();
        String text = result.getJsonArray("content").getJsonObject(0).getString("text");
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
