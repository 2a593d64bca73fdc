package io.cairo.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import io.cairo.delivery.Traces.Outcome;
import io.cairo.delivery.Traces.Trace;
import io.cairo.delivery.Tries;
import io.cairo.event.Position;
import io.cairo.event.Sightings.Sighting;
import io.cairo.identity.Story;
import io.cairo.ingest.Originals.Original;
import io.cairo.message.Identifier;
import io.cairo.message.Message;
import io.cairo.message.Person;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final Person JANE = new Person(1, UUID.randomUUID(), List.of(Identifier.userId("jane")));

    private static JsonObject json(String text) {
        return JsonTree.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static Sighting stored(String payload) {
        return new Sighting(
                new Position(7, 1, NOW),
                NOW.minusSeconds(5),
                Message.Type.TRACK,
                "Paid",
                "sdk",
                "jane",
                null,
                null,
                json(payload));
    }

    private static Original original(String reason, String payload) {
        return new Original(NOW, NOW.minusSeconds(5), "track", "sdk", reason, json(payload));
    }

    private static Account account(List<Sighting> stored, Optional<Original> original, List<Trace> traces) {
        Story.Linked hers =
                new Story.Linked(Identifier.userId("jane"), Identifier.anonymousId("device"), NOW, false, "m1", null);
        Story.Linked other =
                new Story.Linked(Identifier.userId("jane"), Identifier.anonymousId("another"), NOW, false, "m0", null);
        return new Account(new Way(
                "m1",
                stored,
                original,
                null,
                List.of(),
                stored.isEmpty() ? List.of() : List.of(JANE),
                stored.isEmpty() ? List.of() : List.of(new Story(List.of(hers, other), List.of())),
                traces,
                List.of(),
                new Way.Kept(Duration.ofDays(365), Duration.ofDays(7), Duration.ofDays(7))));
    }

    @Test
    void tellsByHowMuchTheSendersClockWasCorrected() {
        JsonObject clock = Objects.requireNonNull(account(
                        List.of(stored("{'originalTimestamp':'2026-03-04T11:00:00Z','sentAt':'2026-03-04T11:00:05Z'}")),
                        Optional.empty(),
                        List.of())
                .clock());

        assertThat(clock.getJsonNumber("corrected_by_seconds").doubleValue()).isEqualTo(3595);
        assertThat(clock.getString("sent_at")).isEqualTo("2026-03-04T11:00:05Z");
    }

    @Test
    void saysNothingOfAClockThatCannotBeRead() {
        assertThat(account(List.of(stored("{'originalTimestamp':'yesterday'}")), Optional.empty(), List.of())
                        .clock())
                .doesNotContainKey("corrected_by_seconds");
    }

    @Test
    void tellsOnlyWhatTheEventItselfHasJoined() {
        JsonObject identity =
                account(List.of(stored("{}")), Optional.empty(), List.of()).identity();

        assertThat(identity.getJsonArray("links")).hasSize(1);
        assertThat(identity.getJsonArray("links").toString()).contains("anonymousId device");
        assertThat(identity.getJsonArray("canonical_ids").getString(0))
                .isEqualTo(JANE.id().toString());
    }

    @Test
    void comparesWithTheOriginal() {
        JsonObject told = account(
                        List.of(stored("{'properties':{'a':2,'c':1}}")),
                        Optional.of(original("changed by transformation x, version 3", "{'properties':{'a':1,'b':1}}")),
                        List.of())
                .transformations();

        assertThat(told.getString("verdict")).isEqualTo("changed");
        assertThat(told.getJsonObject("diff"))
                .isEqualTo(json("{'added':['properties.c'],'changed':['properties.a'],'removed':['properties.b']}"));
    }

    @Test
    void whatAPlanDroppedIsToldThere() {
        Account account = account(
                List.of(),
                Optional.of(original("dropped by tracking plan x, version 1: a is missing", "{}")),
                List.of());

        assertThat(account.plan().getString("verdict")).startsWith("dropped by tracking plan");
        assertThat(account.transformations().getString("verdict")).isEqualTo("see plan");
        assertThat(account.deduplication()).contains("only its original is kept");
    }

    @Test
    void staysShortHoweverMuchThereIs() {
        Trace trace = new Trace(UUID.randomUUID(), "hook", "webhook", Outcome.DONE, "", Tries.UNKNOWN, null);

        Account account = account(List.of(stored("{}")), Optional.empty(), Collections.nCopies(21, trace));

        assertThat(account.deliveries().told()).hasSize(20);
        assertThat(account.unknown()).hasSize(3).anyMatch(sentence -> sentence.contains("more destinations"));
    }

    @Test
    void saysWhyNothingIsKnown() {
        assertThat(account(List.of(), Optional.empty(), List.of()).unknown())
                .singleElement()
                .asString()
                .contains("365 days", "7 days", "suppressed");
    }

    @Test
    void saysThatDeliveredIsAJudgementAndNotARecord() {
        Trace judged = new Trace(UUID.randomUUID(), "hook", "webhook", Outcome.DELIVERED, "", Tries.UNKNOWN, null);
        Trace ahead = new Trace(UUID.randomUUID(), "other", "webhook", Outcome.AHEAD, "", Tries.UNKNOWN, null);

        assertThat(account(List.of(stored("{}")), Optional.empty(), List.of(judged))
                        .unknown())
                .anyMatch(sentence -> sentence.startsWith("delivered and filtered are judged"));
        assertThat(account(List.of(stored("{}")), Optional.empty(), List.of(ahead))
                        .unknown())
                .containsExactly("how often its sender sent it again");
    }

    @Test
    void tellsHowOftenItWasTriedAndWhereThatIsForgotten() {
        Tries several = new Tries(3, NOW, NOW.plusSeconds(20), "HTTP 503");
        Account recorded = account(List.of(stored("{}")), Optional.empty(), List.of(delivered(several)));

        JsonObject told = recorded.deliveries().told().get(0);
        assertThat(told.getInt("attempts")).isEqualTo(3);
        assertThat(told.getString("first_tried_at")).isEqualTo("2026-03-04T12:00:00.000Z");
        assertThat(told.getString("delivered_at")).isEqualTo("2026-03-04T12:00:20.000Z");
        assertThat(told.getString("last_error")).isEqualTo("HTTP 503");
        assertThat(recorded.unknown()).noneMatch(sentence -> sentence.contains("judged"));

        Account forgotten = account(List.of(stored("{}")), Optional.empty(), List.of(delivered(Tries.UNKNOWN)));
        assertThat(forgotten.deliveries().told().get(0)).doesNotContainKeys("attempts", "delivered_at");
        assertThat(forgotten.unknown()).anyMatch(sentence -> sentence.contains("kept for 30 days"));

        Account atOnce = account(List.of(stored("{}")), Optional.empty(), List.of(delivered(Tries.ONE)));
        assertThat(atOnce.unknown()).noneMatch(sentence -> sentence.contains("kept for 30 days"));
    }

    private static Trace delivered(Tries tries) {
        return new Trace(UUID.randomUUID(), "hook", "webhook", Outcome.DELIVERED, "", tries, null);
    }
}
