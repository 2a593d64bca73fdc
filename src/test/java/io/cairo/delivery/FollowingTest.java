package io.cairo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.delivery.Verdict.Fate;
import io.cairo.destination.Connector;
import io.cairo.destination.Endpoint;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Parcel;
import io.cairo.destination.Shipment;
import io.cairo.event.Logged;
import io.cairo.event.Position;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a lane does for vendors that must be asked before they are told, and for events that they would lose. */
class FollowingTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T08:00:00Z"), ZoneOffset.UTC);

    /** Asks for the next page as long as the answer names one; takes no event called {@code old}, has no use for {@code dull}. */
    private static final class Asking implements Connector<Asking.None> {
        record None() {}

        @Override
        public String type() {
            return "asking";
        }

        @Override
        public String title() {
            return "Asking";
        }

        @Override
        public Class<None> settings() {
            return None.class;
        }

        @Override
        public List<URI> targets(None settings) {
            return List.of();
        }

        @Override
        public Terms terms(None settings) {
            return new Terms(10, 3);
        }

        @Override
        public List<Shipment> requests(List<Parcel> parcels, None settings, Instant attempt) {
            return parcels.stream()
                    .filter(parcel -> "new".equals(parcel.name()))
                    .map(parcel -> new Shipment(call("first"), List.of(parcel)))
                    .toList();
        }

        @Override
        public Optional<Shipment> next(Shipment sent, HttpAnswer answer, None settings) {
            return answer.body().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Shipment(call(answer.body()), sent.parcels()));
        }

        @Override
        public Optional<String> refusal(Parcel parcel, None settings, Instant attempt) {
            return "old".equals(parcel.name()) ? Optional.of("it is older than a day") : Optional.empty();
        }

        @Override
        public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
            return List.of(answer.body().isEmpty() ? Outcome.ok() : Outcome.retry("more was to be asked", null));
        }

        private static HttpCall call(String path) {
            return new HttpCall(
                    "POST", URI.create("https://example.com/" + path), Map.of(), new byte[0], Duration.ofSeconds(1));
        }
    }

    private final List<String> asked = new ArrayList<>();

    @Test
    void whatMustFollowIsSentBeforeTheAnswerIsRead() {
        List<Verdict> verdicts = run(Map.of("/first", "second", "/second", "third", "/third", ""), "new");

        assertThat(asked).containsExactly("/first", "/second", "/third");
        assertThat(verdicts).extracting(Verdict::fate).containsExactly(Fate.DELIVERED);
    }

    @Test
    void aVendorThatAlwaysWantsMoreIsNotAskedForEver() {
        List<Verdict> verdicts = run(Map.of("/first", "first"), "new");

        assertThat(asked).hasSize(6);
        assertThat(verdicts).extracting(Verdict::fate).containsExactly(Fate.FAILED);
    }

    @Test
    void whatTheVendorWouldLoseIsRefusedAndWhatItHasNoUseForIsNot() {
        List<Verdict> verdicts = run(Map.of(), "old", "dull");

        assertThat(asked).isEmpty();
        assertThat(verdicts)
                .extracting(Verdict::fate, Verdict::detail)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Fate.REJECTED, "it is older than a day"),
                        org.assertj.core.groups.Tuple.tuple(Fate.FILTERED, ""));
    }

    private List<Verdict> run(Map<String, String> answers, String... names) {
        List<Pending> events = new ArrayList<>();
        for (int ord = 0; ord < names.length; ord++) {
            byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
            Position position = new Position(1, ord, CLOCK.instant());
            events.add(Pending.fresh(new Logged(position, "track", names[ord], "m" + ord, "u:" + ord, payload)));
        }
        Lane lane = new Lane(
                new Endpoint<>(new Asking(), new Asking.None(), Set.of("track")),
                call -> {
                    asked.add(call.uri().getPath());
                    return new HttpAnswer(
                            200, Map.of(), answers.getOrDefault(call.uri().getPath(), ""));
                },
                CLOCK,
                new Round(() -> true, false));
        return lane.run(events, 10);
    }
}
