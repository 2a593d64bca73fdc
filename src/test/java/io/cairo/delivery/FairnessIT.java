package io.cairo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.destination.Endpoint;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Destinations do not wait for each other. */
@Timeout(120)
class FairnessIT {
    private static final int HANGING = 6;

    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean hang;

    /** Fails at once, or when it hangs, when the test ends. */
    private HttpAnswer answer(HttpCall call) throws IOException {
        if (call.uri().getPath().equals("/well")) {
            return new HttpAnswer(200, Map.of(), "");
        }
        try {
            if (hang) {
                end.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("cut");
    }

    private static void await(BooleanSupplier so) throws InterruptedException {
        for (int i = 0; i < 300 && !so.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(so.getAsBoolean()).isTrue();
    }

    /** More receivers hang than there are couriers for them, and than there are couriers for all others. */
    @Test
    void receiversThatHangKeepNobodyWaiting() throws Exception {
        ExecutorService quick = Executors.newFixedThreadPool(2);
        ExecutorService patient = Executors.newFixedThreadPool(1);
        try (Rig rig = new Rig("https://example.com/well", 10, 9)) {
            Map<UUID, Endpoint<?>> endpoints = new HashMap<>();
            endpoints.put(rig.destination, rig.webhook("https://example.com/well", "{}"));
            for (int i = 0; i < HANGING; i++) {
                endpoints.put(rig.add("dead " + i), rig.webhook("https://example.com/dead", "{}"));
            }
            Courier courier = rig.courier(this::answer, id -> Optional.ofNullable(endpoints.get(id)));
            Couriers couriers = new Couriers(courier, rig.ledger, quick, patient);
            rig.write(0, 100, 10);
            couriers.wake();
            await(couriers::isIdle);
            assertThat(rig.text("SELECT count(*) FROM delivery WHERE state = 'holding'"))
                    .isEqualTo("" + HANGING);

            hang = true;
            rig.timePasses();
            rig.write(100, 1_000, 10);
            couriers.wake();

            String delivered = "SELECT delivered FROM delivery WHERE destination_id = '" + rig.destination + "'";
            await(() -> rig.text(delivered).equals("1000"));
            assertThat(couriers.isIdle()).isFalse();
            end.countDown();
            couriers.stop();
            await(couriers::isIdle);
        } finally {
            quick.shutdownNow();
            patient.shutdownNow();
        }
    }

    @Test
    void aClaimIsTakenOverSoonAfterItsNodeIsGoneAndNotBefore() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 10, 9)) {
            rig.write(0, 10, 3);
            Claim claim = rig.ledger.claim(rig.destination, "a node").orElseThrow();
            Heartbeat heartbeat = new Heartbeat(rig.ledger::renew);
            Heartbeat.Hold hold = heartbeat.hold(claim.destination(), claim.owner());
            rig.database.update("UPDATE delivery SET lease_until = now() + interval '1 second'");
            heartbeat.beat();

            assertThat(rig.text("SELECT lease_until > now() + interval '5 seconds' FROM delivery"))
                    .isEqualTo("t");
            assertThat(rig.ledger.waiting()).isEmpty();
            assertThat(hold.isHeld()).isTrue();
            assertThat(Heartbeat.LEASE).isLessThan(Duration.ofSeconds(14));

            rig.database.update("UPDATE delivery SET lease_owner = 'another'");
            heartbeat.beat();
            assertThat(hold.isHeld()).isFalse();

            hold.close();
            rig.database.update("UPDATE delivery SET lease_owner = 'a node', lease_until = now()");
            heartbeat.beat();
            assertThat(rig.ledger.waiting()).hasSize(1);
        }
    }
}
