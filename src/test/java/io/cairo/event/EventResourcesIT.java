package io.cairo.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.context.Contents;
import io.cairo.context.Resource;
import io.cairo.message.Message;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What can be read of events by address, over a real log. */
class EventResourcesIT {
    private static final int MOST = 80_000;

    private final Instant now = Instant.now();
    private final Database database = FreshDatabase.over(FreshDatabase.source());
    private final EventWriter writer = Writing.writer(database, Clock.systemUTC());

    @Test
    void showsTheLastEventsAndNoticesNewOnes() {
        RecentEvents recent = Asking.recent(database);
        String before = revision(recent);
        store(Message.Type.TRACK, "Signed Up", "one", "{\"properties\":{\"plan\":\"pro\"}}");
        store(Message.Type.PAGE, "Home", "two", "{}");

        JsonObject read = read(recent);

        assertThat(read.getInt("count")).isEqualTo(2);
        assertThat(read.getString("namespace")).isEqualTo("default");
        assertThat(read.getJsonArray("events").getJsonObject(0).getString("event_type"))
                .isEqualTo("Page Viewed");
        assertThat(read.getJsonArray("events").getJsonObject(1).getJsonObject("metadata"))
                .hasToString("{\"plan\":\"pro\"}");
        assertThat(revision(recent)).isNotEqualTo(before).isEqualTo(revision(recent));
    }

    @Test
    void staysReadableHoweverLargeEventsAre() {
        for (int i = 0; i < 20; i++) {
            store(Message.Type.TRACK, "Large", "large" + i, "{\"properties\":{\"t\":\"" + "x".repeat(30_000) + "\"}}");
        }

        Contents contents = contents(Asking.recent(database));
        JsonObject read = Asking.json(Objects.requireNonNull(contents.text()));

        assertThat(contents.text()).hasSizeLessThan(MOST);
        assertThat(read.getBoolean("truncated")).isTrue();
        assertThat(read.getString("hint")).startsWith("Cut from 20 rows to ");
        assertThat(read.getJsonArray("events")).isNotEmpty().hasSizeLessThan(20);
    }

    @Test
    void saysWhichEventsThereAreAndWhatTheyCarry() {
        for (int i = 0; i < 1_500; i++) {
            store(Message.Type.TRACK, "Clicked", "click" + i, "{\"properties\":{\"x\":1}}");
        }
        store(Message.Type.TRACK, "Paid", "paid1", "{\"properties\":{\"amount\":1.5,\"items\":[],\"gift\":null}}");
        store(Message.Type.TRACK, "Paid", "paid2", "{\"properties\":{\"amount\":\"2\",\"nested\":{},\"ok\":true}}");
        store(Message.Type.PAGE, "Paid", "page", "{\"properties\":{\"path\":\"/\"}}");
        store(Message.Type.IDENTIFY, null, "identify", "{\"traits\":{\"email\":\"e\"}}");

        JsonObject read = read(Asking.schema(database, Clock.systemUTC()));

        assertThat(read.getBoolean("truncated")).isFalse();
        assertThat(read.getJsonArray("events").stream().map(EventResourcesIT::name))
                .containsExactlyInAnyOrder("Clicked", "Paid", "Page Viewed", "User Identified");
        assertThat(row(read, 0).getString("event_type")).isEqualTo("Clicked");
        assertThat(row(read, 0).getInt("count_at_least")).isEqualTo(1_001);
        assertThat(row(read, 1).getInt("count")).isEqualTo(2);
        assertThat(row(read, 1).getJsonArray("properties"))
                .hasToString("[{\"name\":\"amount\",\"types\":[\"number\",\"string\"]},"
                        + "{\"name\":\"gift\",\"types\":[\"null\"]},{\"name\":\"items\",\"types\":[\"array\"]},"
                        + "{\"name\":\"nested\",\"types\":[\"object\"]},{\"name\":\"ok\",\"types\":[\"boolean\"]}]");
        assertThat(Instant.parse(row(read, 1).getString("first_seen"))).isBeforeOrEqualTo(now);
    }

    @Test
    void saysThatThereAreMoreNamesThanAnyoneCanRead() {
        for (int i = 0; i < SeenEvents.MOST_NAMES + 5; i++) {
            store(Message.Type.TRACK, "Made up " + i, "m" + i, "{}");
        }

        JsonObject read = read(Asking.schema(database, Clock.systemUTC()));

        assertThat(read.getBoolean("truncated")).isTrue();
        assertThat(read.getInt("count")).isEqualTo(read.getJsonArray("events").size());
        assertThat(read.getString("hint")).isNotEmpty();
    }

    @Test
    void forgetsWhatIsLongAgo() {
        Instant old = now.minus(Duration.ofDays(40));
        Writing.partitions(database, Clock.fixed(old, ZoneOffset.UTC)).begin();
        Asking.store(database, writer, Asking.message(Message.Type.TRACK, "Old", "old", old, "{}"));

        assertThat(read(Asking.schema(database, Clock.systemUTC())).getJsonArray("events"))
                .isEmpty();
    }

    private void store(Message.Type type, @Nullable String name, String id, String payload) {
        Asking.store(database, writer, Asking.message(type, name, id, now, payload));
    }

    private static Contents contents(Resource resource) {
        return resource.read(Asking.CALLER, resource.uri(), Map.of());
    }

    private static JsonObject read(Resource resource) {
        return Asking.json(Objects.requireNonNull(contents(resource).text()));
    }

    private static String revision(Resource resource) {
        return resource.revision(Asking.CALLER, resource.uri(), Map.of()).orElseThrow();
    }

    private static JsonObject row(JsonObject read, int place) {
        return read.getJsonArray("events").getJsonObject(place);
    }

    private static String name(JsonValue row) {
        return row.asJsonObject().getString("event_type");
    }
}
