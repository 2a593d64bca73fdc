package io.cairo.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.Problem;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.egress.Sender;
import io.cairo.message.Message;
import io.cairo.transformation.Treatment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CourierIT {
    private static final Pattern EVENT = Pattern.compile("\\{\"u\":(\\d+),\"n\":(\\d+)}");

    private final List<Integer> received = Collections.synchronizedList(new ArrayList<>());

    /** A receiver that answers with what the function makes of the body, and notes what it has accepted. */
    private Sender receiver(Function<String, Integer> status) {
        return (HttpCall call) -> {
            String body = new String(call.body(), StandardCharsets.UTF_8);
            int code = status.apply(body);
            if (code == 0) {
                throw new IOException("cut");
            }
            if (code == 200) {
                note(body);
            }
            return new HttpAnswer(code, Map.of(), "");
        };
    }

    private void note(String body) {
        Matcher matcher = EVENT.matcher(body);
        while (matcher.find()) {
            received.add(Integer.parseInt(matcher.group(2)));
        }
    }

    private void assertAllOf(int count, int users) {
        assertThat(new LinkedHashSet<>(received)).hasSize(count);
        for (int user = 0; user < users; user++) {
            int ours = user;
            List<Integer> firsts = new ArrayList<>(new LinkedHashSet<>(received))
                    .stream().filter(number -> number % users == ours).toList();
            assertThat(firsts).isSorted();
        }
    }

    @Test
    void deliversEverythingOnceAndInOrder() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 10, 9)) {
            rig.write(0, 1000, 37);
            rig.serve(rig.courier(receiver(body -> 200)));

            assertAllOf(1000, 37);
            assertThat(received).hasSize(1000);
            assertThat(rig.ledger.waiting()).isEmpty();
            assertThat(rig.text("SELECT delivered FROM delivery")).isEqualTo("1000");
        }
    }

    @Test
    void keepsEachSubjectInOrderWhileHalfOfTheRequestsFail() throws Exception {
        for (int batch : List.of(1, 7)) {
            received.clear();
            try (Rig rig = new Rig("https://example.com/", batch, 9)) {
                Random random = new Random(batch);
                rig.write(0, 400, 23);
                Courier courier = rig.courier(receiver(body -> flip(random) ? 200 : 500));
                for (int i = 0; i < 300 && !rig.ledger.waiting().isEmpty(); i++) {
                    rig.database.update("UPDATE delivery_retry SET attempt = 1");
                    rig.serve(courier);
                    rig.timePasses();
                }

                assertAllOf(400, 23);
                assertThat(received).hasSize(400);
                assertThat(rig.text("SELECT count(*) FROM delivery_retry")).isEqualTo("0");
            }
        }
    }

    private static synchronized boolean flip(Random random) {
        return random.nextBoolean();
    }

    @Test
    void takesUpWhatADeadNodeLeft() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 5, 9)) {
            rig.write(0, 500, 11);
            AtomicInteger requests = new AtomicInteger();
            Courier dying = rig.courier(receiver(body -> {
                if (requests.incrementAndGet() > 40) {
                    throw new IllegalStateException("the node dies here");
                }
                return 200;
            }));

            assertThatThrownBy(() -> rig.serve(dying)).isInstanceOf(IllegalStateException.class);
            Courier other = rig.courier(receiver(body -> 200));
            rig.serve(other);
            assertThat(new LinkedHashSet<>(received)).hasSizeLessThan(500);

            rig.timePasses();
            rig.serve(other);
            assertThat(new LinkedHashSet<>(received)).hasSize(500);
        }
    }

    @Test
    void writesNothingAfterItHasLostItsLease() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 5, 9)) {
            rig.write(0, 20, 3);
            rig.serve(rig.courier(receiver(body -> {
                rig.database.update("UPDATE delivery SET lease_owner = 'another'");
                return 200;
            })));

            assertThat(rig.text("SELECT tx || ' ' || delivered || ' ' || lease_owner FROM delivery"))
                    .isEqualTo("0 0 another");
        }
    }

    @Test
    void holdsWhileNothingGetsThroughAndParksNothing() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 10, 9)) {
            rig.write(0, 300, 40);
            rig.serve(rig.courier(receiver(body -> 0)));

            assertThat(rig.text("SELECT state || ' ' || attempt || ' ' || tx FROM delivery"))
                    .isEqualTo("holding 1 0");
            assertThat(rig.text("SELECT count(*) FROM delivery_retry")).isEqualTo("0");
            assertThat(rig.ledger.waiting()).isEmpty();

            rig.timePasses();
            rig.serve(rig.courier(receiver(body -> 200)));
            assertAllOf(300, 40);
            assertThat(rig.text("SELECT state || ' ' || coalesce(last_error, '-') FROM delivery"))
                    .isEqualTo("active -");
        }
    }

    @Test
    void getsPastABadEventInABatchThatAlwaysFails() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 100, 9)) {
            rig.write(0, 50, 1000);
            Courier courier = rig.courier(receiver(body -> body.contains("\"n\":7}") ? 500 : 200));
            for (int i = 0; i < 6; i++) {
                rig.serve(courier);
                rig.timePasses();
            }

            assertThat(new LinkedHashSet<>(received)).hasSize(49);
            assertThat(rig.text("SELECT string_agg(subject, ',') FROM delivery_retry"))
                    .isEqualTo("u:u7");
        }
    }

    @Test
    void pausesWhenItIsShutOutAndKeepsEverything() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 1, 9)) {
            rig.write(0, 100, 10);
            rig.serve(rig.courier(receiver(body -> received.size() > 50 ? 401 : 200)));

            assertThat(rig.text("SELECT state FROM delivery")).isEqualTo("paused");
            assertThat(rig.text("SELECT last_error FROM delivery")).startsWith("HTTP 401");
            assertThat(rig.ledger.waiting()).isEmpty();

            rig.database.update("UPDATE delivery SET state = 'active'");
            rig.serve(rig.courier(receiver(body -> 200)));
            assertAllOf(100, 10);
            assertThat(received).hasSize(100);
        }
    }

    @Test
    void buriesWhatIsRejectedAndGoesOn() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 20, 9)) {
            rig.write(0, 100, 10);
            rig.serve(rig.courier(receiver(body -> body.contains("\"n\":42}") ? 422 : 200)));

            assertThat(received).hasSize(99);
            assertThat(rig.text("SELECT message_id || ' ' || cause || ' ' || detail FROM dead_letter"))
                    .isEqualTo("m000042 rejected HTTP 422");
        }
    }

    @Test
    void givesUpAfterTheLastTryAndLetsTheRestOfTheSubjectGo() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 1, 2)) {
            rig.write(0, 40, 4);
            Courier courier = rig.courier(receiver(body -> body.contains("\"n\":13}") ? 500 : 200));
            for (int i = 0; i < 5; i++) {
                rig.serve(courier);
                rig.timePasses();
            }

            assertThat(rig.text("SELECT message_id || ' ' || cause || ' ' || attempts FROM dead_letter"))
                    .isEqualTo("m000013 exhausted 3");
            received.add(13);
            assertThat(new LinkedHashSet<>(received))
                    .containsAll(IntStream.range(0, 40).boxed().toList());
            assertThat(rig.text("SELECT count(*) FROM delivery_retry")).isEqualTo("0");
        }
    }

    @Test
    void stopsAtOnceAndKeepsItsPlace() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 1, 9)) {
            rig.write(0, 200, 20);
            AtomicInteger requests = new AtomicInteger();
            Courier courier = rig.courier(receiver(body -> {
                requests.incrementAndGet();
                return 200;
            }));
            courier.serve(rig.destination, "a", () -> requests.get() < 30);

            assertThat(received).hasSizeBetween(30, 40);
            assertThat(rig.text("SELECT coalesce(lease_owner, 'nobody') FROM delivery"))
                    .isEqualTo("nobody");
            rig.serve(courier);
            assertAllOf(200, 20);
            assertThat(received).hasSize(200);
        }
    }

    private static Treatment of(Function<Message, Treatment.Treated> one) {
        return events -> events.stream().map(one).toList();
    }

    private static Treatment.Treated made(Message... messages) {
        return new Treatment.Treated(List.of(messages), null);
    }

    private static int number(Message message) {
        return Integer.parseInt(message.messageId().substring(1));
    }

    private static Message again(Message message, int number) {
        return message.with("{\"u\":0,\"n\":%d}".formatted(number).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void sendsWhatTheDestinationsTransformationsMakeOfAnEvent() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 10, 9)) {
            rig.write(0, 40, 4);
            rig.treatment = of(event -> number(event) % 2 == 0
                    ? made()
                    : number(event) == 7
                            ? made(again(event, 700), again(event, 701))
                            : made(again(event, number(event) + 1_000)));
            rig.serve(rig.courier(receiver(body -> 200)));

            assertThat(received).hasSize(21).contains(700, 701, 1_001, 1_039).allMatch(number -> number >= 700);
            assertThat(rig.text("SELECT delivered || ' ' || filtered FROM delivery"))
                    .isEqualTo("20 20");
        }
    }

    @Test
    void triesAllParcelsOfAnEventAgainWhenOneFails() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 10, 9)) {
            rig.write(0, 2, 2);
            rig.treatment = of(event -> made(again(event, number(event)), again(event, number(event) + 10)));
            AtomicInteger failures = new AtomicInteger(1);
            Courier courier =
                    rig.courier(receiver(body -> body.contains(":11}") && failures.getAndDecrement() > 0 ? 500 : 200));
            for (int i = 0; i < 3; i++) {
                rig.serve(courier);
                rig.timePasses();
            }

            assertThat(received).containsExactlyInAnyOrder(0, 10, 1, 1, 11);
            assertThat(rig.text("SELECT delivered || ' ' || dead FROM delivery"))
                    .isEqualTo("2 0");
        }
    }

    @Test
    void buriesAnEventThatCodeDiesOfAndGoesOn() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 10, 9)) {
            rig.write(0, 30, 3);
            rig.treatment = of(event ->
                    number(event) == 13 ? new Treatment.Treated(List.of(), "It did not end in time") : made(event));
            rig.serve(rig.courier(receiver(body -> 200)));

            assertThat(received).hasSize(29).doesNotContain(13);
            assertThat(rig.text("SELECT message_id || ' ' || cause || ' ' || detail FROM dead_letter"))
                    .isEqualTo("m000013 transformation It did not end in time");
        }
    }

    @Test
    void waitsWithAllEventsWhileCodeCannotRun() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 10, 9)) {
            rig.write(0, 30, 3);
            rig.treatment = events -> {
                throw new Problem(Problem.Code.UNAVAILABLE, "no worker");
            };
            assertThatThrownBy(() -> rig.serve(rig.courier(receiver(body -> 200))))
                    .isInstanceOf(Problem.class);
            assertThat(received).isEmpty();

            rig.timePasses();
            rig.treatment = null;
            rig.serve(rig.courier(receiver(body -> 200)));
            assertAllOf(30, 3);
        }
    }
}
