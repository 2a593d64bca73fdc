package io.cairo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.delivery.Traces.Outcome;
import io.cairo.delivery.Traces.Trace;
import io.cairo.destination.egress.Sender;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told of how often an event was tried is how often its receiver saw it. */
class AttemptsIT {
    private static final Pattern NUMBER = Pattern.compile("\"n\":(\\d+)}");
    private static final String ROWS = "SELECT count(*) FROM delivery_attempt";

    private final Inbox inbox = new Inbox();
    private final Map<Integer, Integer> seen = new ConcurrentHashMap<>();

    /** Counts what comes, whatever it answers. */
    private Sender receiver(Function<String, Integer> status) {
        return inbox.receiver(body -> {
            Matcher numbers = NUMBER.matcher(body);
            while (numbers.find()) {
                seen.merge(Integer.valueOf(numbers.group(1)), 1, Integer::sum);
            }
            return status.apply(body);
        });
    }

    private int times(int number) {
        return seen.getOrDefault(number, 0);
    }

    private static void serve(Rig rig, Courier courier, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            rig.serve(courier);
            rig.timePasses();
        }
    }

    private static @Nullable Integer attempts(Rig rig, int number) {
        return rig.trace(number).tries().attempts();
    }

    @Test
    void tellsOfAnEventThatWasRefusedTwiceAndOfItsNeighbourThatWasNot() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 1, 9)) {
            rig.write(0, 3, 3);
            serve(rig, rig.courier(receiver(body -> body.contains(":1}") && times(1) < 3 ? 503 : 200)), 3);

            Trace slow = rig.trace(1);
            assertThat(slow.outcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(slow.tries().attempts()).isEqualTo(3);
            assertThat(slow.tries().lastError()).startsWith("HTTP 503");
            Instant first = Objects.requireNonNull(slow.tries().firstTriedAt());
            assertThat(first).isBefore(slow.tries().deliveredAt());
            assertThat(rig.trace(0).tries()).isEqualTo(Tries.ONE);
            assertThat(rig.text(ROWS)).isEqualTo("1");
        }
    }

    @Test
    void keepsNothingOfWhatArrivesAtOnce() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 10, 9)) {
            rig.write(0, 500, 37);
            rig.serve(rig.courier(receiver(body -> 200)));

            assertThat(rig.text(ROWS)).isEqualTo("0");
            assertThat(rig.trace(499).tries()).isEqualTo(Tries.ONE);
        }
    }

    @Test
    void countsForEachEventOfAReceiverThatWasDownForSomeRoundsWhicheverNodeTried() throws Exception {
        for (int batch : List.of(1, 100)) {
            seen.clear();
            try (Rig rig = new Rig("https://example.com/", batch, 9)) {
                rig.write(0, 200, 23);
                serve(rig, rig.courier(receiver(body -> 503)), 3);
                assertThat(attempts(rig, 0)).isEqualTo(times(0));
                assertThat(rig.trace(0).outcome()).isEqualTo(Outcome.AHEAD);
                serve(rig, rig.courier(receiver(body -> 0)), 2);
                serve(rig, rig.courier(receiver(body -> 200)), 5);

                assertThat(times(0)).isEqualTo(6);
                assertAllCounted(rig, 200);
                assertThat(rig.trace(0).tries().lastError()).contains("connection was cut");
            }
        }
    }

    @Test
    void countsEveryTryWhateverIsAnswered() throws Exception {
        for (int batch : List.of(1, 7)) {
            seen.clear();
            try (Rig rig = new Rig("https://example.com/", batch, 4)) {
                Random random = new Random(batch);
                rig.write(0, 100, 17);
                Courier courier = rig.courier(receiver(body -> answer(random)));
                for (int i = 0; i < 25; i++) {
                    serve(rig, courier, 1);
                    rig.database.update("UPDATE delivery SET state = 'active'");
                }
                serve(rig, rig.courier(receiver(body -> 200)), 20);

                assertThat(rig.ledger.waiting()).isEmpty();
                assertThat(rig.text("SELECT count(*) FROM dead_letter")).isNotEqualTo("0");
                assertAllCounted(rig, 100);
            }
        }
    }

    private static synchronized int answer(Random random) {
        int die = random.nextInt(20);
        return die < 9 ? 200 : die < 10 ? 401 : 503;
    }

    private void assertAllCounted(Rig rig, int count) {
        IntStream.range(0, count)
                .forEach(number ->
                        assertThat(attempts(rig, number)).as("event %d", number).isEqualTo(times(number)));
    }

    @Test
    void remembersWhatADeadLetterWasTriedBeforeItCameBack() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 1, 9)) {
            rig.write(0, 2, 2);
            serve(rig, rig.courier(receiver(body -> body.contains(":1}") ? 422 : 200)), 1);
            DeadLetters letters = new DeadLetters();
            letters.database = rig.database;
            letters.revive(1, rig.destination, null, null, null, 10);
            serve(rig, rig.courier(receiver(body -> times(1) < 3 ? 503 : 200)), 3);

            assertThat(rig.trace(1).outcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(attempts(rig, 1)).isEqualTo(3).isEqualTo(times(1));
            assertThat(rig.trace(1).tries().firstTriedAt())
                    .as("which nobody has written down")
                    .isNull();
        }
    }

    @Test
    void writesNothingAfterItHasLostItsLease() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 5, 9)) {
            rig.write(0, 20, 3);
            rig.serve(rig.courier(receiver(body -> {
                rig.database.update("UPDATE delivery SET lease_owner = 'another'");
                return 503;
            })));

            assertThat(rig.text(ROWS)).isEqualTo("0");
        }
    }

    @Test
    void goesWithTheDestination() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 5, 9)) {
            rig.write(0, 20, 3);
            serve(rig, rig.courier(receiver(body -> 503)), 1);
            assertThat(rig.text(ROWS)).isNotEqualTo("0");

            rig.database.update("DELETE FROM destination");
            assertThat(rig.text(ROWS)).isEqualTo("0");
        }
    }

    @Test
    void forgetsWhatIsOldOrTooMuchAndDoesNotTakeItForOneTryThen() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 1, 9)) {
            for (int i = 0; i < 6; i++) {
                rig.write(i, i + 1, 1);
                serve(rig, rig.courier(receiver(body -> 503)), 1);
                serve(rig, rig.courier(receiver(body -> 200)), 1);
            }
            AttemptSweep sweep = new AttemptSweep();
            sweep.database = rig.database;
            assertThat(sweep.removeExpired()).isZero();
            rig.database.update("UPDATE delivery_attempt SET last_tried_at = now() - interval '31 days' WHERE tx <="
                    + " (SELECT tx FROM event WHERE message_id = 'm000001')");

            assertThat(sweep.removeExpired()).isEqualTo(2);
            assertThat(rig.trace(1).tries()).isEqualTo(Tries.UNKNOWN);
            assertThat(attempts(rig, 2)).isEqualTo(2);

            sweep.most = 3;
            assertThat(sweep.removeExpired()).isEqualTo(1);
            assertThat(rig.trace(2).tries()).isEqualTo(Tries.UNKNOWN);
            assertThat(attempts(rig, 3)).isEqualTo(2);
            assertThat(sweep.removeExpired()).isZero();
        }
    }
}
