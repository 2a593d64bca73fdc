package io.cairo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every event arrives, in the order of its subject, whatever a receiver answers. */
class CourierIT {
    private final Inbox inbox = new Inbox();

    @Test
    void deliversEverythingOnceAndInOrder() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 10, 9)) {
            rig.write(0, 1000, 37);
            rig.serve(rig.courier(inbox.receiver(body -> 200)));

            inbox.assertAllOf(1000, 37);
            assertThat(inbox.received).hasSize(1000);
            assertThat(rig.ledger.waiting()).isEmpty();
            assertThat(rig.text("SELECT delivered FROM delivery")).isEqualTo("1000");
        }
    }

    @Test
    void keepsEachSubjectInOrderWhileHalfOfTheRequestsFail() throws Exception {
        for (int batch : List.of(1, 7)) {
            inbox.received.clear();
            try (Rig rig = new Rig("https://example.com/", batch, 9)) {
                Random random = new Random(batch);
                rig.write(0, 400, 23);
                Courier courier = rig.courier(inbox.receiver(body -> flip(random) ? 200 : 500));
                for (int i = 0; i < 300 && !rig.ledger.waiting().isEmpty(); i++) {
                    rig.database.update("UPDATE delivery_retry SET attempt = 1");
                    rig.serve(courier);
                    rig.timePasses();
                }

                inbox.assertAllOf(400, 23);
                assertThat(inbox.received).hasSize(400);
                assertThat(rig.text("SELECT count(*) FROM delivery_retry")).isEqualTo("0");
            }
        }
    }

    private static synchronized boolean flip(Random random) {
        return random.nextBoolean();
    }

    @Test
    void holdsWhileNothingGetsThroughAndParksNothing() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 10, 9)) {
            rig.write(0, 300, 40);
            rig.serve(rig.courier(inbox.receiver(body -> 0)));

            assertThat(rig.text("SELECT state || ' ' || attempt || ' ' || tx FROM delivery"))
                    .isEqualTo("holding 1 0");
            assertThat(rig.text("SELECT count(*) FROM delivery_retry")).isEqualTo("0");
            assertThat(rig.ledger.waiting()).isEmpty();

            rig.timePasses();
            rig.serve(rig.courier(inbox.receiver(body -> 200)));
            inbox.assertAllOf(300, 40);
            assertThat(rig.text("SELECT state || ' ' || coalesce(last_error, '-') FROM delivery"))
                    .isEqualTo("active -");
        }
    }

    @Test
    void getsPastABadEventInABatchThatAlwaysFails() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 100, 9)) {
            rig.write(0, 50, 1000);
            Courier courier = rig.courier(inbox.receiver(body -> body.contains("\"n\":7}") ? 500 : 200));
            for (int i = 0; i < 6; i++) {
                rig.serve(courier);
                rig.timePasses();
            }

            assertThat(new LinkedHashSet<>(inbox.received)).hasSize(49);
            assertThat(rig.text("SELECT string_agg(subject, ',') FROM delivery_retry"))
                    .isEqualTo("u:u7");
        }
    }

    @Test
    void pausesWhenItIsShutOutAndKeepsEverything() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 1, 9)) {
            rig.write(0, 100, 10);
            rig.serve(rig.courier(inbox.receiver(body -> inbox.received.size() > 50 ? 401 : 200)));

            assertThat(rig.text("SELECT state FROM delivery")).isEqualTo("paused");
            assertThat(rig.text("SELECT last_error FROM delivery")).startsWith("HTTP 401");
            assertThat(rig.ledger.waiting()).isEmpty();

            rig.database.update("UPDATE delivery SET state = 'active'");
            rig.serve(rig.courier(inbox.receiver(body -> 200)));
            inbox.assertAllOf(100, 10);
            assertThat(inbox.received).hasSize(100);
        }
    }

    @Test
    void buriesWhatIsRejectedAndGoesOn() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 20, 9)) {
            rig.write(0, 100, 10);
            rig.serve(rig.courier(inbox.receiver(body -> body.contains("\"n\":42}") ? 422 : 200)));

            assertThat(inbox.received).hasSize(99);
            assertThat(rig.text("SELECT message_id || ' ' || cause || ' ' || detail FROM dead_letter"))
                    .isEqualTo("m000042 rejected HTTP 422");
        }
    }

    @Test
    void givesUpAfterTheLastTryAndLetsTheRestOfTheSubjectGo() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 1, 2)) {
            rig.write(0, 40, 4);
            Courier courier = rig.courier(inbox.receiver(body -> body.contains("\"n\":13}") ? 500 : 200));
            for (int i = 0; i < 5; i++) {
                rig.serve(courier);
                rig.timePasses();
            }

            assertThat(rig.text("SELECT message_id || ' ' || cause || ' ' || attempts FROM dead_letter"))
                    .isEqualTo("m000013 exhausted 3");
            inbox.received.add(13);
            assertThat(new LinkedHashSet<>(inbox.received))
                    .containsAll(IntStream.range(0, 40).boxed().toList());
            assertThat(rig.text("SELECT count(*) FROM delivery_retry")).isEqualTo("0");
        }
    }
}
