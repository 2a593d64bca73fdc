package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import io.cairo.base.Times;
import io.cairo.destination.Outcome;
import io.cairo.destination.Outcome.Kind;
import io.cairo.destination.Parcel;
import io.cairo.destination.connector.StandIn.Asked;
import io.cairo.destination.connector.StandIn.Said;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A stand-in for ClickHouse's HTTP interface with one table, whose column {@code context} is of type JSON. Errors have the
 * codes that the engine of version 26.7 gave for the same statements and rows.
 *
 * @see <a href="https://clickhouse.com/docs/interfaces/http">HTTP interface</a>
 */
@Against(
        types = "clickhouse",
        server = "the HTTP interface as documented, with the codes of version 26.7",
        real = false)
class ClickhouseNewerIT {
    private static final String INSERT = "INSERT INTO `default`.`events` FORMAT JSONEachRow";
    private static final Set<String> SETTINGS = Set.of(
            "query",
            "date_time_input_format",
            "input_format_skip_unknown_fields",
            "wait_end_of_query",
            "async_insert",
            "wait_for_async_insert",
            "insert_deduplication_token");

    private final Map<String, JsonObject> rows = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final StandIn server = new StandIn(this::answer);
    private String failure = "";

    @AfterEach
    void stop() {
        server.close();
    }

    private synchronized Said answer(Asked asked) {
        if (!asked.header("x-clickhouse-user").equals("cairo")
                || !asked.header("x-clickhouse-key").equals("clickhouse-password-1")) {
            return error(403, 516, "cairo: Authentication failed: password is incorrect. (AUTHENTICATION_FAILED)");
        }
        if (!SETTINGS.containsAll(
                asked.query().keySet().stream().filter(name -> !name.isEmpty()).toList())) {
            return error(404, 115, "Unknown setting. (UNKNOWN_SETTING)");
        }
        if (!failure.isEmpty()) {
            return Said.of(200, failure); // the status was sent before the insert came to its end
        }
        String query = asked.query().getOrDefault("query", asked.body());
        if (!query.contains("`default`.`events`")) {
            return error(404, 60, "Table default.nowhere does not exist. (UNKNOWN_TABLE)");
        }
        if (query.startsWith("ALTER TABLE `default`.`events` DELETE WHERE user_id = '")) {
            String user = query.substring(query.indexOf('\'') + 1, query.length() - 1)
                    .replace("\\'", "'")
                    .replace("\\\\", "\\");
            rows.values().removeIf(row -> row.getString("user_id", "").equals(user));
            return Said.of(200, "");
        }
        return query.equals(INSERT) ? inserted(asked) : Said.of(200, "message_id\tString\n");
    }

    private static Said error(int status, int code, String message) {
        return Said.of(status, "Code: " + code + ". DB::Exception: " + message)
                .with("X-ClickHouse-Exception-Code", Integer.toString(code));
    }

    private Said inserted(Asked asked) {
        if (!seen.add(asked.query().getOrDefault("insert_deduplication_token", ""))) {
            return Said.of(200, "");
        }
        Map<String, JsonObject> inserted = new LinkedHashMap<>();
        for (String line : asked.body().lines().toList()) {
            JsonObject row = JsonTree.readObject(line.getBytes(StandardCharsets.UTF_8));
            if (!isTime(row.getString("timestamp"))) {
                return error(400, 41, "Cannot read DateTime: unexpected word: (at row 1) (CANNOT_PARSE_DATETIME)");
            }
            if (!(row.get("context") instanceof JsonObject)) {
                return error(400, 117, "JSON object should start with '{': (at row 1) (INCORRECT_DATA)");
            }
            if (row.getString("user_id", "").length() > 50) {
                return error(400, 131, "Too large value for FixedString(50): (at row 1) (TOO_LARGE_STRING_SIZE)");
            }
            inserted.put(row.getString("message_id"), row);
        }
        rows.putAll(inserted);
        return Said.of(200, "").with("X-ClickHouse-Summary", "{\"written_rows\":\"" + inserted.size() + "\"}");
    }

    private static boolean isTime(String text) {
        try {
            Times.read(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private JsonObjectBuilder here() {
        return Json.createObjectBuilder().add("url", server.url());
    }

    private Sending<?> sending() {
        return Sending.of("clickhouse", here().build());
    }

    private static Parcel by(String userId, String messageId) {
        JsonObject event = JsonTree.readObject(Sample.event("track", messageId).payload());
        return Sample.parcel(
                messageId, Json.createObjectBuilder(event).add("userId", userId).build());
    }

    @Test
    void writesAllSixOnceAndForgetsWhoeverTheyAreOf() throws IOException {
        try (Sending<?> clickhouse = sending()) {
            assertThat(clickhouse.objection()).isEmpty();
            assertThat(clickhouse.send(Sample.six())).hasSize(6).containsOnly(Kind.OK);
            assertThat(clickhouse.send(Sample.six())).hasSize(6).containsOnly(Kind.OK);
            assertThat(rows).hasSize(6);
            assertThat(rows)
                    .hasEntrySatisfying(
                            "m-track",
                            row -> assertThat(row.getJsonObject("properties").getString("order_id"))
                                    .isEqualTo("o-1"));

            assertThat(clickhouse.send(List.of(by("o'neil\\", "m-odd")))).containsOnly(Kind.OK);
            assertThat(clickhouse.forget("o'neil\\")).isEqualTo(200);
            assertThat(clickhouse.forget("u-100")).isEqualTo(200);
            assertThat(rows).isEmpty();
        }
    }

    @Test
    void aBadRowIsFoundByHalvingAndRefusedAlone() throws IOException {
        List<Parcel> two = List.of(by("u-1", "m-1"), by("u".repeat(51), "m-2"));
        try (Sending<?> clickhouse = sending()) {
            assertThat(clickhouse.send(two)).containsOnly(Kind.SPLIT);
            assertThat(clickhouse.send(two.subList(0, 1))).containsOnly(Kind.OK);
            assertThat(clickhouse.send(two.subList(1, 2))).containsOnly(Kind.REJECTED);
        }
        assertThat(rows).containsOnlyKeys("m-1");
    }

    @Test
    void textsForColumnsOfTypeJsonAreRefusedAndNotLostInSilence() throws IOException {
        try (Sending<?> texts =
                Sending.of("clickhouse", here().add("json_as_text", true).build())) {
            assertThat(texts.outcomes(List.of(by("u-1", "m-1"))))
                    .singleElement()
                    .satisfies(outcome -> {
                        assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
                        assertThat(outcome.detail()).contains("Code: 117");
                    });
        }
    }

    @Test
    void aSuccessWithAnExceptionInItIsNone() throws IOException {
        try (Sending<?> clickhouse = sending()) {
            failure = "\nCode: 241. DB::Exception: Memory limit (total) exceeded. (MEMORY_LIMIT_EXCEEDED)";
            assertThat(clickhouse.send(Sample.six())).containsOnly(Kind.RETRY);
            failure = "<!DOCTYPE html><title>Sign in</title>";
            assertThat(clickhouse.send(Sample.six())).containsOnly(Kind.RETRY);
            assertThat(clickhouse.objection()).isPresent();
        }
        assertThat(rows).isEmpty();
    }

    @Test
    void keepsEventsForATableAndAUserThatAreNotThere() throws IOException {
        try (Sending<?> table =
                        Sending.of("clickhouse", here().add("table", "nowhere").build());
                Sending<?> user =
                        Sending.of("clickhouse", here().add("password", "wrong").build())) {
            for (Sending<?> wrong : List.of(table, user)) {
                List<Outcome> outcomes = wrong.outcomes(Sample.six());
                assertThat(outcomes).extracting(Outcome::kind).containsOnly(Kind.AUTH);
                assertThat(wrong.objection())
                        .hasValueSatisfying(said -> assertThat(said).contains("Code: "));
            }
        }
    }
}
