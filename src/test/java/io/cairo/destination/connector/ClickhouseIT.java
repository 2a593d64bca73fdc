package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cairo.base.JsonTree;
import io.cairo.destination.Outcome.Kind;
import io.cairo.destination.Parcel;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against a real ClickHouse, the old one that Debian has: with the table and the settings that README names for it. What newer
 * ones do besides is in {@link ClickhouseNewerIT}.
 */
@Against(types = "clickhouse", server = "ClickHouse 18.16.1")
@EnabledIf(
        value = "hasServer",
        disabledReason =
                "no clickhouse-server on the PATH: .ci/run unpacks Debian's, or apt-get install clickhouse-server")
class ClickhouseIT {
    private static final String VERSION = "18.16.1";
    private static final String ODD = "o'neil\\' OR 1=1 -- \"`é😀\u2028\t\n\u0001;{x:1}";

    @TempDir
    static Path folder;

    private static Optional<ClickhouseServer> server = Optional.empty();

    static boolean hasServer() {
        return ClickhouseServer.program().isPresent();
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = Optional.of(ClickhouseServer.start(ClickhouseServer.program().orElseThrow(), folder));
    }

    @AfterAll
    static void stop() {
        server.ifPresent(ClickhouseServer::close);
    }

    @BeforeEach
    void createTheTable() throws IOException, InterruptedException {
        String version = ask("SELECT version()");
        assumeTrue(version.equals(VERSION), "the clickhouse-server here is " + version + ": only Debian's is known");
        ask("DROP TABLE IF EXISTS events");
        ask(table());
    }

    /** As README has it, with the types that this version knows. */
    private static String table() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int begin = readme.indexOf("CREATE TABLE events");
        return readme.substring(begin, readme.indexOf("```", begin))
                .replace("DateTime64(3)", "DateTime")
                .replace(" JSON", " String");
    }

    private static String ask(String sql) throws IOException, InterruptedException {
        return server.orElseThrow().ask(sql);
    }

    private static JsonObjectBuilder config() {
        return Json.createObjectBuilder()
                .add("url", server.orElseThrow().url())
                .add("database", "default")
                .add("table", "events")
                .add("user", ClickhouseServer.USER)
                .add("password", ClickhouseServer.PASSWORD)
                .add("async_insert", false)
                .add("json_as_text", true);
    }

    private static Sending<?> sending(JsonObjectBuilder config) {
        return new Sending<>(new Clickhouse(), config.build());
    }

    private static Parcel by(String userId, String messageId) {
        JsonObject event = JsonTree.readObject(Sample.event("track", messageId).payload());
        return Sample.parcel(
                messageId, Json.createObjectBuilder(event).add("userId", userId).build());
    }

    private static JsonObject object(String text) {
        return JsonTree.readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The rows of the table, by their message. */
    private static Map<String, JsonObject> rows() throws IOException, InterruptedException {
        return ask("SELECT * FROM events FINAL FORMAT JSONEachRow")
                .lines()
                .map(ClickhouseIT::object)
                .collect(Collectors.toMap(row -> row.getString("message_id"), Function.identity()));
    }

    @Test
    void writesAllSixAsTheyAre() throws Exception {
        try (Sending<?> clickhouse = sending(config())) {
            assertThat(clickhouse.objection()).isEmpty();
            assertThat(clickhouse.send(Sample.six())).hasSize(6).containsOnly(Kind.OK);
        }

        Map<String, JsonObject> rows = rows();
        assertThat(rows).hasSize(6);
        for (Parcel sent : Sample.six()) {
            JsonObject event = JsonTree.readObject(sent.payload());
            assertThat(rows).hasEntrySatisfying(sent.messageId(), row -> assertHolds(row, event));
        }
        assertThat(rows)
                .hasEntrySatisfying(
                        "m-track", row -> assertThat(row.getString("event")).isEqualTo("Order Completed"))
                .hasEntrySatisfying(
                        "m-page", row -> assertThat(row.getString("event")).isEqualTo("Viewed Pricing Page"))
                .hasEntrySatisfying(
                        "m-group", row -> assertThat(row.getString("event")).isEmpty());
    }

    /** What an event lacks is empty. */
    private static void assertHolds(JsonObject row, JsonObject event) {
        Map.of("type", "type", "user_id", "userId", "anonymous_id", "anonymousId", "group_id", "groupId")
                .forEach((column, name) ->
                        assertThat(row.getString(column)).as(column).isEqualTo(event.getString(name, "")));
        assertThat(row.getString("previous_id")).isEqualTo(event.getString("previousId", ""));
        Map.of("timestamp", "timestamp", "received_at", "receivedAt")
                .forEach((column, name) -> assertThat(row.getString(column))
                        .as(column)
                        .isEqualTo(event.getString(name).substring(0, 19).replace('T', ' ')));
        for (String column : List.of("context", "properties", "traits")) {
            assertThat(object(row.getString(column)))
                    .as(column)
                    .isEqualTo(event.getOrDefault(column, JsonValue.EMPTY_JSON_OBJECT));
        }
    }

    @Test
    void aRepetitionIsOneRowWhereRowsReplaceOneAnotherAndASecondOneElsewhere() throws Exception {
        ask("CREATE TABLE plain AS events ENGINE = MergeTree ORDER BY message_id");
        for (String table : List.of("events", "plain")) {
            try (Sending<?> clickhouse = sending(config().add("table", table))) {
                assertThat(clickhouse.send(Sample.six())).hasSize(6).containsOnly(Kind.OK);
                assertThat(clickhouse.send(Sample.six())).hasSize(6).containsOnly(Kind.OK);
            }
        }

        assertThat(rows()).hasSize(6);
        ask("OPTIMIZE TABLE events FINAL");
        assertThat(ask("SELECT count() FROM events")).isEqualTo("6");
        assertThat(ask("SELECT count() FROM plain")).isEqualTo("12");
    }

    @Test
    void aRowOfTheWrongTypeIsFoundByHalvingAndRefusedAlone() throws Exception {
        ask(
                "CREATE TABLE numbered (message_id String, user_id UInt64) ENGINE = ReplacingMergeTree ORDER BY message_id");
        List<Parcel> three = List.of(by("1", "m-1"), by("two", "m-2"), by("3", "m-3"));
        try (Sending<?> clickhouse = sending(config().add("table", "numbered"))) {
            assertThat(clickhouse.send(three)).hasSize(3).containsOnly(Kind.SPLIT);
            assertThat(ask("SELECT count() FROM numbered")).isEqualTo("0");
            assertThat(clickhouse.send(three.subList(0, 1))).containsOnly(Kind.OK);
            assertThat(clickhouse.send(three.subList(1, 3))).containsOnly(Kind.SPLIT);
            assertThat(clickhouse.outcomes(three.subList(1, 2))).singleElement().satisfies(outcome -> {
                assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
                assertThat(outcome.detail()).contains("Code: 27").contains("user_id");
            });
            assertThat(clickhouse.send(three.subList(2, 3))).containsOnly(Kind.OK);
        }
        assertThat(ask("SELECT message_id, user_id FROM numbered ORDER BY message_id"))
                .isEqualTo("m-1\t1\nm-3\t3");
    }

    @Test
    void objectsForColumnsOfTypeStringAreRefusedAndNotLostInSilence() throws Exception {
        try (Sending<?> objects = sending(config().add("json_as_text", false))) {
            assertThat(objects.outcomes(List.of(by("u-1", "m-1"))))
                    .singleElement()
                    .satisfies(outcome -> {
                        assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
                        assertThat(outcome.detail()).contains("Code: 26").contains("context");
                    });
        }
        assertThat(rows()).isEmpty();
    }

    @Test
    void oddTextsArriveAsTheyAreAndOnlyTheirPersonIsForgotten() throws Exception {
        try (Sending<?> clickhouse = sending(config())) {
            assertThat(clickhouse.send(List.of(by(ODD, "m-1" + ODD), by("o'neil", "m-2"))))
                    .containsOnly(Kind.OK);
            assertThat(rows())
                    .hasSize(2)
                    .hasEntrySatisfying(
                            "m-1" + ODD,
                            row -> assertThat(row.getString("user_id")).isEqualTo(ODD));

            assertThat(clickhouse.forget(ODD)).isEqualTo(200);
            awaitMutations();
            assertThat(rows()).containsOnlyKeys("m-2");
        }
    }

    /** It answers before it has rewritten the rows. */
    private static void awaitMutations() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!ask("SELECT count() FROM system.mutations WHERE NOT is_done").equals("0")) {
            assertThat(System.nanoTime()).as("the rows are still there").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void keepsEventsAndSaysWhyWhenTheSettingsAreWrong() throws IOException {
        Map<String, JsonObjectBuilder> wrong = Map.of(
                "Code: 193", config().add("password", "wrong"),
                "Code: 192", config().add("user", "nobody"),
                "Code: 81", config().add("database", "nowhere"),
                "Code: 60", config().add("table", "nowhere"),
                "Code: 164", config().add("user", ClickhouseServer.READER),
                "needs async_insert to be false", config().remove("async_insert"));
        for (Map.Entry<String, JsonObjectBuilder> setting : wrong.entrySet()) {
            try (Sending<?> clickhouse = sending(setting.getValue())) {
                assertThat(clickhouse.outcomes(Sample.six())).hasSize(6).allSatisfy(outcome -> {
                    assertThat(outcome.kind()).isEqualTo(Kind.AUTH);
                    assertThat(outcome.detail()).contains(setting.getKey());
                });
                assertThat(clickhouse.objection())
                        .hasValueSatisfying(said -> assertThat(said).contains(setting.getKey()));
            }
        }
    }
}
