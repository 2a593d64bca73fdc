package io.cairo.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cairo.delivery.Settlement.Dead;
import io.cairo.delivery.Settlement.Parked;
import io.cairo.delivery.Settlement.State;
import io.cairo.delivery.Verdict.Fate;
import io.cairo.destination.Connector;
import io.cairo.destination.RetrySchedule;
import io.cairo.event.Logged;
import io.cairo.event.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofHours(80));

    private static final Connector.Terms TERMS = new Connector.Terms(1, 10).on(RetrySchedule.STANDARD_WEBHOOKS);

    private final Backoff backoff = new Backoff(() -> 0L);

    private static Verdict verdict(int ord, Instant receivedAt, int tries, @Nullable Instant first, Fate fate) {
        Logged event = new Logged(new Position(7, ord, receivedAt), "track", "x", "m" + ord, "u:" + ord, new byte[0]);
        return new Verdict(new Pending(event, tries, first), fate, "why", null);
    }

    private static List<Verdict> verdicts(Fate... fates) {
        return IntStream.range(0, fates.length)
                .mapToObj(i -> verdict(i, NOW, 0, null, fates[i]))
                .toList();
    }

    private Judge judge(int failures, @Nullable Instant failingSince, List<Verdict> verdicts) {
        Position cursor = new Position(1, 1, NOW);
        Claim claim = new Claim(new UUID(0, 1), 1, "me", cursor, failures, failingSince, 0, 0, false, NOW);
        return new Judge(backoff, TERMS, claim, verdicts);
    }

    @Test
    void movesOnAndParksTheExceptions() {
        Settlement settlement = judge(
                        0, null, verdicts(Fate.DELIVERED, Fate.FAILED, Fate.BEHIND, Fate.UNSENT, Fate.REJECTED))
                .log();

        assertThat(settlement.cursor().ord()).isEqualTo(4);
        assertThat(settlement.parked())
                .extracting(Parked::tries, Parked::delay)
                .containsExactly(tuple(1, Duration.ofSeconds(5)), tuple(0, null), tuple(0, Duration.ZERO));
        assertThat(settlement.dead()).extracting(Dead::cause).containsExactly("rejected");
        assertThat(settlement.state()).isEqualTo(State.ACTIVE);
    }

    @Test
    void staysWhereItIsWhileNothingGetsThrough() {
        Settlement settlement =
                judge(2, NOW, verdicts(Fate.FILTERED, Fate.FAILED, Fate.UNSENT)).log();

        assertThat(settlement.cursor()).isEqualTo(new Position(1, 1, NOW));
        assertThat(settlement.state()).isEqualTo(State.HOLDING);
        assertThat(settlement.failures()).isEqualTo(3);
        assertThat(settlement.delay()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settlement.parked()).isEmpty();
        assertThat(settlement.filtered()).isZero();
    }

    @Test
    void countsTheTriesThatNoRowCounts() {
        assertThat(judge(2, NOW, verdicts(Fate.FILTERED, Fate.FAILED, Fate.UNSENT))
                        .log()
                        .tried())
                .extracting(row -> row.event().event().messageId())
                .containsExactly("m1");
        assertThat(judge(0, null, verdicts(Fate.DELIVERED, Fate.FAILED, Fate.BARRED, Fate.BEHIND, Fate.REJECTED))
                        .log()
                        .tried())
                .extracting(row -> row.event().event().messageId())
                .containsExactly("m2", "m3");
        assertThat(judge(0, null, verdicts(Fate.DELIVERED, Fate.FAILED, Fate.BARRED))
                        .retries()
                        .tried())
                .extracting(row -> row.event().event().messageId())
                .containsExactly("m2");
    }

    @Test
    void doesNotLookForTriesOfWhatArrivesUnlessThereWereAny() {
        assertThat(judge(0, null, verdicts(Fate.DELIVERED)).log().finished()).isEmpty();
    }

    @Test
    void neitherMovesNorHoldsWhenItWasStoppedBeforeTheFirstRequest() {
        Settlement settlement =
                judge(0, null, verdicts(Fate.UNSENT, Fate.UNSENT)).log();

        assertThat(settlement.cursor()).isEqualTo(new Position(1, 1, NOW));
        assertThat(settlement.state()).isEqualTo(State.ACTIVE);
    }

    @Test
    void pausesWhenShutOut() {
        Settlement settlement = judge(0, null, verdicts(Fate.DELIVERED, Fate.BARRED, Fate.UNSENT))
                .log();

        assertThat(settlement.state()).isEqualTo(State.PAUSED);
        assertThat(settlement.error()).isEqualTo("why");
        assertThat(settlement.parked()).extracting(Parked::tries).containsExactly(0, 0);
    }

    @Test
    void givesUpWhatIsOlderThanTheScheduleOfADestinationThatFailedAllTheWhile() {
        List<Verdict> verdicts = List.of(
                verdict(0, LONG_AGO, 0, null, Fate.FAILED),
                verdict(1, LONG_AGO, 0, null, Fate.UNSENT),
                verdict(2, NOW, 0, null, Fate.UNSENT));

        Settlement failingForLong = judge(900, LONG_AGO, verdicts).log();
        assertThat(failingForLong.dead()).extracting(Dead::cause).containsExactly("expired", "expired");
        assertThat(failingForLong.cursor().ord()).isEqualTo(1);

        Settlement failingSinceNow = judge(1, NOW, verdicts).log();
        assertThat(failingSinceNow.dead()).isEmpty();
    }

    @Test
    void buriesAfterTheLastTryOrTheLongestTime() {
        List<Verdict> verdicts = List.of(
                verdict(0, NOW, 9, NOW, Fate.FAILED),
                verdict(1, NOW, 3, LONG_AGO, Fate.FAILED),
                verdict(2, NOW, 3, NOW, Fate.FAILED),
                verdict(3, NOW, 1, NOW, Fate.DELIVERED));
        Settlement settlement = judge(0, null, verdicts).retries();

        assertThat(settlement.dead()).extracting(Dead::cause).containsExactly("exhausted", "expired");
        assertThat(settlement.parked()).extracting(Parked::tries).containsExactly(4);
        assertThat(settlement.finished()).hasSize(1);
        assertThat(settlement.cursor()).isEqualTo(new Position(1, 1, NOW));
    }
}
