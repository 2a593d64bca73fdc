package io.cairo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.delivery.Verdict.Fate;
import io.cairo.destination.Endpoint;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.Outcome;
import io.cairo.destination.connector.Webhook;
import io.cairo.destination.connector.WebhookSettings;
import io.cairo.event.Logged;
import io.cairo.event.Position;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T08:00:00Z"), ZoneOffset.UTC);

    private final List<String> sent = new ArrayList<>();

    private static Pending event(int ord, String subject) {
        byte[] payload = "{\"n\":%d}".formatted(ord).getBytes(StandardCharsets.UTF_8);
        Position position = new Position(1, ord, CLOCK.instant());
        return Pending.fresh(new Logged(position, "track", "x", "m" + ord, subject, payload));
    }

    private static List<Pending> events(String... subjects) {
        return IntStream.range(0, subjects.length)
                .mapToObj(i -> event(i, subjects[i]))
                .toList();
    }

    private List<Fate> run(List<Pending> events, int batch, boolean patient, Function<String, Integer> status) {
        WebhookSettings settings =
                new WebhookSettings(URI.create("https://example.com/"), null, null, null, batch, null, null, null);
        Endpoint<WebhookSettings> endpoint = new Endpoint<>(new Webhook(), settings, Set.of("track"));
        Lane lane = new Lane(
                endpoint,
                call -> {
                    String body = new String(call.body(), StandardCharsets.UTF_8);
                    int code = status.apply(body);
                    if (code == 0) {
                        throw new IOException("cut");
                    }
                    if (code < 300) {
                        sent.add(body);
                    }
                    return new HttpAnswer(code, Map.of(), "");
                },
                CLOCK,
                new Round(() -> true, patient));
        return lane.run(events, batch).stream().map(Verdict::fate).toList();
    }

    @Test
    void sendsInOrder() {
        assertThat(run(events("a", "b", "a"), 1, false, body -> 200)).containsOnly(Fate.DELIVERED);
        assertThat(sent).containsExactly("{\"n\":0}", "{\"n\":1}", "{\"n\":2}");
    }

    @Test
    void holdsBackASubjectWhoseEventFailed() {
        List<Fate> fates = run(events("b", "a", "b", "a", "a"), 1, false, body -> body.contains(":1}") ? 500 : 200);

        assertThat(fates).containsExactly(Fate.DELIVERED, Fate.FAILED, Fate.DELIVERED, Fate.BEHIND, Fate.BEHIND);
    }

    @Test
    void knowsWhatWasSentTogetherWithAnEarlierOneOfItsSubject() {
        Picky vendor = new Picky(parcels -> Collections.nCopies(parcels.size(), Outcome.retry("down", null)));
        List<Verdict> verdicts = lane(vendor).run(events("a", "a"), 2);

        assertThat(verdicts).extracting(Verdict::fate).containsExactly(Fate.FAILED, Fate.BEHIND);
        assertThat(verdicts).allMatch(Verdict::isInVain);
        assertThat(Verdict.of(verdicts.get(1).pending(), Fate.BEHIND).isInVain())
                .isFalse();
    }

    @Test
    void findsTheOneBadEventOfABatch() {
        String[] subjects = Stream.generate(() -> "a").limit(16).toArray(String[]::new);
        List<Fate> fates = run(events(subjects), 16, false, body -> body.contains(":7}") ? 400 : 200);

        assertThat(fates.indexOf(Fate.REJECTED)).isEqualTo(7);
        assertThat(fates).filteredOn(fate -> fate == Fate.DELIVERED).hasSize(15);
    }

    @Test
    void sendsInSmallerPartsOnlyWhatWasTooMuch() {
        List<Integer> sizes = new ArrayList<>();
        Picky vendor = new Picky(parcels -> {
            sizes.add(parcels.size());
            return parcels.stream()
                    .map(parcel -> parcels.indexOf(parcel) < 2 ? Outcome.ok() : Outcome.split())
                    .toList();
        });
        List<Verdict> verdicts = lane(vendor).run(events("a", "b", "c", "d", "e", "f", "g"), 10);

        assertThat(sizes).containsExactly(7, 5, 3, 1);
        assertThat(verdicts).extracting(Verdict::fate).containsOnly(Fate.DELIVERED);
    }

    @Test
    void buriesWhatIsTooMuchEvenAlone() {
        Picky vendor = new Picky(parcels -> Collections.nCopies(parcels.size(), Outcome.split()));
        List<Verdict> verdicts = lane(vendor).run(events("a", "b", "c"), 10);

        assertThat(verdicts).extracting(Verdict::fate).containsExactly(Fate.REJECTED, Fate.REJECTED, Fate.REJECTED);
        assertThat(verdicts.get(0).detail()).isNotEmpty();
    }

    @Test
    void fillsNoRequestBeyondTheBytesThatAreTaken() {
        List<Integer> sizes = new ArrayList<>();
        Picky vendor = new Picky(parcels -> {
            sizes.add(parcels.size());
            return Collections.nCopies(parcels.size(), Outcome.ok());
        });
        vendor.bytes = 20;
        lane(vendor).run(events("a", "b", "c", "d", "e"), 10);

        assertThat(sizes).containsExactly(2, 2, 1);
    }

    private static Lane lane(Picky vendor) {
        Endpoint<Picky.None> endpoint = new Endpoint<>(vendor, new Picky.None(), Set.of("track"));
        return new Lane(endpoint, call -> new HttpAnswer(200, Map.of(), ""), CLOCK, new Round(() -> true, false));
    }

    @Test
    void doesNotTryADeadReceiverEventByEvent() {
        List<Fate> fates = run(events("a", "b", "c"), 1, false, body -> 0);

        assertThat(fates).containsExactly(Fate.FAILED, Fate.UNSENT, Fate.UNSENT);
    }

    @Test
    void looksPastABadEventWhenItIsPatient() {
        List<Fate> fates = run(events("a", "b", "a"), 1, true, body -> body.contains(":0}") ? 500 : 200);

        assertThat(fates).containsExactly(Fate.FAILED, Fate.DELIVERED, Fate.BEHIND);
    }

    @Test
    void keepsEverythingWhenItIsShutOut() {
        List<Fate> fates = run(events("a", "b", "a"), 1, false, body -> body.contains(":1}") ? 401 : 200);

        assertThat(fates).containsExactly(Fate.DELIVERED, Fate.BARRED, Fate.UNSENT);
    }

    @Test
    void givesOneSubjectToOneLane() {
        List<List<Pending>> lanes = Lanes.deal(
                IntStream.range(0, 1000).mapToObj(i -> event(i, "u:" + i % 50)).toList(), 9);

        assertThat(lanes).hasSize(Lanes.COUNT);
        for (List<Pending> lane : lanes) {
            assertThat(lane).isSortedAccordingTo((a, b) -> a.position().compareTo(b.position()));
            assertThat(lane)
                    .allMatch(event -> Lanes.of(event.subject(), Lanes.COUNT)
                            == Lanes.of(lane.get(0).subject(), Lanes.COUNT));
        }
    }
}
