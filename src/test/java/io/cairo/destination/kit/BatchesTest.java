package io.cairo.destination.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.destination.Parcel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final Route PEOPLE = Route.post("/people");
    private static final Route EVENTS = Route.post("/events");

    private final Batches batches = new Batches();
    private Bound bound = new Bound(100, 1000, 1000);
    private int made;

    private void add(Route route, String userId, int bytes, String single) {
        String payload = "{\"userId\":\"" + userId + "\"}";
        Parcel parcel = new Parcel("m" + made++, "track", "x", payload.getBytes(StandardCharsets.UTF_8));
        batches.add(Incoming.of(parcel), Fit.to(route, new byte[bytes]).once(single), route, bound);
    }

    private List<List<String>> sent() {
        return batches.finished().stream()
                .map(batch -> batch.parcels().stream().map(Parcel::messageId).toList())
                .toList();
    }

    @Test
    void putsTogetherWhatGoesToTheSameRoute() {
        add(EVENTS, "a", 1, "");
        add(PEOPLE, "b", 1, "");
        add(EVENTS, "c", 1, "");

        assertThat(sent()).containsExactly(List.of("m0", "m2"), List.of("m1"));
    }

    @Test
    void keepsTheOrderOfAPersonOverRoutes() {
        add(EVENTS, "a", 1, "");
        add(EVENTS, "b", 1, "");
        add(PEOPLE, "a", 1, "");
        add(EVENTS, "a", 1, "");

        assertThat(sent()).containsExactly(List.of("m0", "m1"), List.of("m2"), List.of("m3"));
    }

    @Test
    void closesABatchThatIsFullByCountOrBytes() {
        bound = new Bound(2, 10, 10);
        add(EVENTS, "a", 1, "");
        add(EVENTS, "a", 1, "");
        add(EVENTS, "a", 6, "");
        add(EVENTS, "a", 4, "");

        assertThat(sent()).containsExactly(List.of("m0", "m1"), List.of("m2"), List.of("m3"));
    }

    @Test
    void countsTheSeparators() {
        bound = new Bound(9, 10, 10);
        add(EVENTS, "a", 5, "");
        add(EVENTS, "a", 5, "");

        assertThat(sent()).containsExactly(List.of("m0"), List.of("m1"));
    }

    @Test
    void neverHasTheSameRecordTwiceInABatch() {
        add(PEOPLE, "a", 1, "a@example.com");
        add(PEOPLE, "b", 1, "b@example.com");
        add(PEOPLE, "c", 1, "a@example.com");

        assertThat(sent()).containsExactly(List.of("m0", "m1"), List.of("m2"));
    }
}
