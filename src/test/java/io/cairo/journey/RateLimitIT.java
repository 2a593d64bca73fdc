package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What callers are told who call more often than the operator allows: five tools and three deliveries a minute here. */
@Isolated("it starts a server, which takes every processor")
class RateLimitIT {
    private static final TestPostgres POSTGRES = new TestPostgres();
    private static final TestDatabase DATABASE = POSTGRES.database();

    @SuppressWarnings("NullAway.Init") // start() makes it
    private static CairoServer cairo;

    @BeforeAll
    static void start() {
        cairo = CairoServer.over(DATABASE, Map.of("CAIRO_TOOL_RATE", "5", "CAIRO_INGEST_RATE", "3"));
    }

    @AfterAll
    static void stop() {
        cairo.close();
        POSTGRES.close();
    }

    @Test
    void tellsWhatIsLeftAndRefusesTheSixthCall() {
        Wire wire = new Wire(cairo.url(), Space.in(DATABASE).key());
        for (int left = 4; left >= 0; left--) {
            Wire.Answer answer = events(wire);

            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.header("X-RateLimit-Limit")).isEqualTo("5");
            assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo(Integer.toString(left));
            assertThat(Integer.parseInt(answer.header("X-RateLimit-Reset"))).isBetween(1, 60);
        }

        Wire.Answer refused = events(wire);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("rate_limited");
        assertThat(refused.json().getString("message")).contains("5 times in 60 seconds");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.header("X-RateLimit-Limit")).isEqualTo("5");
        assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(refused.header("X-RateLimit-Reset")).isEqualTo(refused.header("Retry-After"));
    }

    @Test
    void countsWhatItRefusesForAnotherReason() {
        Wire wire = new Wire(cairo.url(), Space.in(DATABASE).key());

        Wire.Answer wrong = wire.get("/api/v2/events?limit=0", "X-API-Key", wire.key());

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.header("X-RateLimit-Remaining")).isEqualTo("4");
        assertThat(wire.get("/api/v2/nothing", "X-API-Key", wire.key()).header("X-RateLimit-Limit"))
                .isEmpty();
        assertThat(events(wire).header("X-RateLimit-Remaining")).isEqualTo("3");
    }

    @Test
    void refusesAFourthDeliveryAndStoresNothingOfIt() {
        Space space = Space.in(DATABASE);
        Wire wire = new Wire(cairo.url(), space.key("pk"));
        for (int n = 0; n < 3; n++) {
            assertThat(track(wire, n).status()).isEqualTo(200);
        }

        Wire.Answer refused = track(wire, 3);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("rate_limited");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(space.messageIds()).containsExactlyInAnyOrder("m0", "m1", "m2");
        assertThat(track(new Wire(cairo.url(), space.key("pk")), 4).status()).isEqualTo(200);
    }

    private static Wire.Answer events(Wire wire) {
        return wire.call("GET", "/api/v2/events", JsonValue.EMPTY_JSON_OBJECT);
    }

    private static Wire.Answer track(Wire wire, int number) {
        JsonObject event = Estate.object("event", "E", "userId", "u", "messageId", "m" + number);
        return wire.post("/v1/track", event.toString());
    }
}
