package io.cairo.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cairo.base.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each change of how a destination fares is said once. */
class WatchIT {
    private static final Health.Bounds BOUNDS = new Health.Bounds(Duration.ofMinutes(15), Duration.ofMinutes(1), 50);

    private final List<Alert> said = new ArrayList<>();

    private Watch watch(Rig rig) {
        return new Watch(rig.database, BOUNDS, said::add);
    }

    @Test
    void saysEachChangeOnceWhicheverNodeLooks() {
        try (Rig rig = new Rig("https://example.com/", 1, 9)) {
            Watch one = watch(rig);
            Watch other = watch(rig);
            one.look();
            assertThat(said).isEmpty();

            rig.database.update(
                    "UPDATE delivery SET state = 'paused', last_error = 'HTTP 401: who is ada@example.com'");
            one.look();
            other.look();
            one.look();
            assertThat(said)
                    .extracting(Alert::event, Alert::number, Alert::error)
                    .containsExactly(tuple("Destination Paused", 1, "HTTP 401"));

            rig.database.update("UPDATE delivery SET state = 'active', last_error = NULL");
            other.look();
            one.look();
            assertThat(said).extracting(Alert::event).containsExactly("Destination Paused", "Destination Recovered");
            assertThat(said.get(1).before()).isEqualTo(Health.Verdict.PAUSED);
        }
    }

    @Test
    void saysSinceWhenAndHowMuch() {
        try (Rig rig = new Rig("https://example.com/", 1, 9)) {
            watch(rig).look();
            rig.database.update("UPDATE delivery SET state = 'holding', delivered = 7, failed = 3, dead = 2,"
                    + " failing_since = '2026-01-02T03:04:05Z', last_error = 'HTTP 503: ada@example.com'");
            watch(rig).look();

            Alert alert = said.get(0);
            assertThat(alert.event()).isEqualTo("Destination Failing");
            assertThat(alert.since()).isEqualTo("2026-01-02T03:04:05Z");
            assertThat(alert.counts()).isEqualTo(new Alert.Counts(7, 3, 2, 0));
            assertThat(alert.next()).contains("test_destination");
            assertThat(alert.toString()).doesNotContain("ada@");
        }
    }

    @Test
    void saysThatTooManyFail() {
        try (Rig rig = new Rig("https://example.com/", 1, 9)) {
            watch(rig).look();
            rig.database.update("UPDATE delivery SET delivered = 10, failed = 90");
            watch(rig).look();
            assertThat(said).isEmpty();

            rig.database.update("UPDATE delivery_alert SET began_at = now() - interval '61 seconds'");
            watch(rig).look();
            assertThat(said).extracting(Alert::event).containsExactly("Destination Failing");

            rig.database.update("UPDATE delivery SET delivered = 1000");
            rig.database.update("UPDATE delivery_alert SET began_at = now() - interval '61 seconds'");
            watch(rig).look();
            assertThat(said).extracting(Alert::event).containsExactly("Destination Failing", "Destination Recovered");
        }
    }

    @Test
    void saysItAgainIfItCouldNotBeSaid() {
        try (Rig rig = new Rig("https://example.com/", 1, 9)) {
            rig.database.update("UPDATE delivery SET state = 'paused'");
            new Watch(rig.database, BOUNDS, alert -> {
                        throw new Problem(Problem.Code.UNAVAILABLE, "not now");
                    })
                    .look();
            watch(rig).look();

            assertThat(said).extracting(Alert::number).containsExactly(1);
        }
    }

    @Test
    void saysNothingOfThoseThatDeliverAlertsNorOfThoseThatAreStopped() {
        try (Rig rig = new Rig("https://example.com/", 1, 9)) {
            UUID stopped = rig.add("stopped");
            rig.database.update("UPDATE destination SET enabled = false WHERE id = ?", stopped);
            rig.database.update("UPDATE namespace SET name = '_system' WHERE id = 1");
            rig.database.update("UPDATE delivery SET state = 'paused'");
            watch(rig).look();
            assertThat(said).isEmpty();

            rig.database.update("UPDATE namespace SET name = 'default' WHERE id = 1");
            watch(rig).look();
            assertThat(said).extracting(Alert::destination).containsExactly(rig.destination);
        }
    }
}
