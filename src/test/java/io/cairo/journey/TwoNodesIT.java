package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Two nodes over one database: no client notices which of them answers, or that one dies. What {@link Balancer} does for
 * that is what an operator's balancer must do.
 */
@Isolated("it counts what clients get done while a node is away")
@Timeout(180)
class TwoNodesIT {
    private static final String SLEEPING = "SELECT pid FROM pg_stat_activity"
            + " WHERE query LIKE 'SELECT pg_sleep(60)%' AND state = 'active' AND datname = current_database()";
    private static final String CALL = """
            {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"%s","arguments":%s}}""";

    @TempDir
    static Path folder;

    private static TestPostgres postgres;
    private static TestDatabase database;
    private static CairoServer one;
    private static CairoServer other;

    private static Space space;

    @BeforeAll
    static void start() {
        postgres = new TestPostgres();
        database = postgres.database();
        Path war = FixtureWar.in(folder);
        Map<String, String> environment =
                Map.of("CAIRO_SECRET_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        TwoServers both = TwoServers.over(database, environment, war);
        one = both.one();
        other = both.other();
        space = Space.in(database);
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        postgres.close();
    }

    @AfterEach
    void nothingIsLeftRunning() {
        awaitQuiet();
    }

    @Test
    void failsNoCallOfAnyClientWhileANodeIsKilledAndComesBack() {
        List<LoopingClient> clients = new ArrayList<>();
        try (Balancer door = new Balancer(List.of(one.url(), other.url()))) {
            Space space = Space.in(database);
            for (String kind : List.of("v1", "v2-legacy", "v2-modern")) {
                clients.add(LoopingClient.start(kind, door.url(), space.key()));
            }
            Pause.of(Duration.ofSeconds(2));
            one.kill9();
            Pause.of(Duration.ofSeconds(2));
            one.start();
            Pause.of(Duration.ofSeconds(2));
            List<JsonObject> seen = clients.stream().map(LoopingClient::finish).toList();

            System.out.printf("One of two nodes killed: %d requests were given to the other one%n", door.repeated());
            assertThat(seen).allSatisfy(each -> {
                assertThat(each.getJsonArray("failures")).isEmpty();
                assertThat(each.getInt("calls")).isGreaterThan(20);
            });
            assertThat(door.repeated()).isPositive();
            assertThat(space.messageIds())
                    .containsExactlyInAnyOrderElementsOf(
                            seen.stream().flatMap(TwoNodesIT::tracked).toList());
        } finally {
            clients.forEach(LoopingClient::close);
        }
    }

    private static Stream<String> tracked(JsonObject seen) {
        return seen.getJsonArray("tracked").getValuesAs(JsonString.class).stream()
                .map(JsonString::getString);
    }

    @Test
    void bringsAnAnswerThatReachesTheOtherNodeToTheCallThatAsked() {
        Agent agent = Agent.legacy(one.url(), space.key(), "{\"elicitation\":{}}");
        try (Agent.Hearing call = agent.send(one.url(), CALL.formatted("test_elicitation", "{\"message\":\"Who?\"}"))) {
            JsonObject question = Objects.requireNonNull(call.next());
            assertThat(question.getString("method")).isEqualTo("elicitation/create");
            try (Agent.Hearing taken = agent.send(other.url(), """
                    {"jsonrpc":"2.0","id":"%s","result":{"action":"accept","content":{"username":"ava","email":"a@b.c"}}}""".formatted(question.getString("id")))) {
                assertThat(taken.response().statusCode()).isEqualTo(202);
            }

            assertThat(String.valueOf(call.next())).contains("action=accept").contains("ava");
        }
    }

    @Test
    void endsACallWhoseCancellationReachesTheOtherNode() {
        Agent agent = Agent.legacy(one.url(), space.key(), "{}");
        try (Agent.Hearing call = agent.send(one.url(), CALL.formatted("test_slow_query", "{}"))) {
            awaitSleeping();
            agent.send(other.url(), """
                    {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}}""").close();

            assertThat(call.next())
                    .as("nothing is answered to a call that was cancelled")
                    .isNull();
            awaitQuiet();
        }
    }

    @Test
    void endsTheStatementOfAModernCallWhoseClientLeaves() {
        Agent agent = new Agent(space.key(), null);
        Agent.Hearing call = agent.request(
                one.url(),
                "tools/call",
                "test_slow_query",
                Json.createObjectBuilder().add("name", "test_slow_query").build());
        awaitSleeping();

        call.close();

        awaitQuiet();
    }

    @Test
    void tellsASubscriberWhatTheOtherNodeTookIn() {
        Agent agent = new Agent(space.key(), null);
        JsonObject wishes = Agent.object("{\"notifications\":{\"resourceSubscriptions\":[\"events://recent\"]}}");
        try (Agent.Hearing stream = agent.request(one.url(), "subscriptions/listen", null, wishes)) {
            assertThat(String.valueOf(stream.next())).contains("notifications/subscriptions/acknowledged");

            new Wire(other.url(), space.key()).post("/v1/track", "{\"event\":\"E\",\"userId\":\"u\"}");
            long begin = System.nanoTime();

            assertThat(String.valueOf(stream.next()))
                    .contains("notifications/resources/updated")
                    .contains("events://recent");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static void awaitSleeping() {
        Pause.until(() -> !database.column(SLEEPING).isEmpty(), Duration.ofSeconds(10), "the call has not begun");
    }

    private static void awaitQuiet() {
        Pause.until(() -> database.column(SLEEPING).isEmpty(), Duration.ofSeconds(10), "the database still sleeps");
    }
}
