package io.cairo.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What one node leaves another takes up. */
class HandoverIT {
    private final Inbox inbox = new Inbox();

    @Test
    void takesUpWhatADeadNodeLeft() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 5, 9)) {
            rig.write(0, 500, 11);
            AtomicInteger requests = new AtomicInteger();
            Courier dying = rig.courier(inbox.receiver(body -> {
                if (requests.incrementAndGet() > 40) {
                    throw new IllegalStateException("the node dies here");
                }
                return 200;
            }));

            assertThatThrownBy(() -> rig.serve(dying)).isInstanceOf(IllegalStateException.class);
            Courier other = rig.courier(inbox.receiver(body -> 200));
            rig.serve(other);
            assertThat(new LinkedHashSet<>(inbox.received)).hasSizeLessThan(500);

            rig.timePasses();
            rig.serve(other);
            assertThat(new LinkedHashSet<>(inbox.received)).hasSize(500);
        }
    }

    @Test
    void writesNothingAfterItHasLostItsLease() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 5, 9)) {
            rig.write(0, 20, 3);
            rig.serve(rig.courier(inbox.receiver(body -> {
                rig.database.update("UPDATE delivery SET lease_owner = 'another'");
                return 200;
            })));

            assertThat(rig.text("SELECT tx || ' ' || delivered || ' ' || lease_owner FROM delivery"))
                    .isEqualTo("0 0 another");
        }
    }

    @Test
    void stopsAtOnceAndKeepsItsPlace() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 1, 9)) {
            rig.write(0, 200, 20);
            AtomicInteger requests = new AtomicInteger();
            Courier courier = rig.courier(inbox.receiver(body -> {
                requests.incrementAndGet();
                return 200;
            }));
            courier.serve(rig.destination, "a", () -> requests.get() < 30);

            assertThat(inbox.received).hasSizeBetween(30, 40);
            assertThat(rig.text("SELECT coalesce(lease_owner, 'nobody') FROM delivery"))
                    .isEqualTo("nobody");
            rig.serve(courier);
            inbox.assertAllOf(200, 20);
            assertThat(inbox.received).hasSize(200);
        }
    }
}
