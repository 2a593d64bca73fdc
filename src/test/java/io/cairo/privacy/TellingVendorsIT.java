package io.cairo.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.base.HandClock;
import io.cairo.destination.Recipients.Recipient;
import io.cairo.message.Message;
import io.cairo.message.Person;
import io.cairo.message.Who;
import io.cairo.privacy.Erasure.State;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an erasure owes the vendors behind destinations. */
class TellingVendorsIT {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final Recipient ABLE = new Recipient(UUID.randomUUID(), "able");
    private static final Recipient UNABLE = new Recipient(UUID.randomUUID(), "unable");

    private final Database database = FreshDatabase.over(FreshDatabase.source());
    private final HandClock clock = new HandClock(NOW);
    private final Node node = new Node(database, clock);
    private final Fake fake = new Fake();

    /** Answers as it is told to, and remembers whom it was asked to forget, and when. */
    private final class Fake extends Vendors {
        private final List<Instant> asked = new ArrayList<>();
        private List<Recipient> there = List.of(ABLE, UNABLE);
        private boolean agrees = true;

        @Override
        List<Recipient> all(int namespace) {
            return there;
        }

        @Override
        boolean canForget(Recipient recipient, Person person) {
            return recipient.equals(ABLE) && !person.identifiers().isEmpty();
        }

        @Override
        boolean tell(Recipient recipient, Person person) {
            assertThat(recipient).isEqualTo(ABLE);
            assertThat(person.keys()).contains("u:jane-doe", "a:device-a");
            asked.add(clock.instant());
            return agrees;
        }
    }

    @BeforeEach
    void janeIsKnown() throws SQLException {
        node.telling.vendors = fake;
        node.groups.write(List.of(new Message(
                1,
                Message.Type.TRACK,
                "seen",
                "m1",
                new Who("jane-doe", "device-a", null, null, null, List.of()),
                NOW,
                NOW,
                "sdk",
                "{}".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void areAskedOnceNothingIsOnItsWayAnyMore() {
        UUID id = erased();
        assertThat(fake.asked).isEmpty();

        assertThat(after(id, Eraser.SETTLING).state()).isEqualTo(State.DONE);

        assertThat(fake.asked).hasSize(1);
        assertThat(audited())
                .hasSize(1)
                .allMatch(details -> details.contains("\"told\":[\"" + ABLE.id() + "\"]")
                        && details.contains("\"not_told\":[\"" + UNABLE.id() + "\"]"));
    }

    @Test
    void areAskedAgainMoreAndMoreSeldomUntilTheyAgree() {
        UUID id = erased();
        fake.agrees = false;

        assertThat(after(id, Eraser.SETTLING).state()).isEqualTo(State.SETTLING);
        assertThat(after(id, Duration.ofSeconds(15)).state()).isEqualTo(State.SETTLING);
        assertThat(fake.asked).hasSize(1);
        assertThat(after(id, Eraser.SETTLING).person()).isNotNull();
        assertThat(fake.asked).hasSize(2);
        Erasure waiting = after(id, Eraser.SETTLING);
        assertThat(fake.asked).hasSize(2);
        assertThat(waiting.state()).isEqualTo(State.SETTLING);
        fake.agrees = true;
        Erasure done = after(id, Eraser.SETTLING.multipliedBy(2));

        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.person()).isNull();
        assertThat(fake.asked).hasSize(3);
    }

    @Test
    void areGivenUpAfterADayAndTheLogSaysSo() {
        UUID id = erased();
        fake.agrees = false;
        assertThat(after(id, Eraser.SETTLING).state()).isEqualTo(State.SETTLING);

        Erasure done = after(id, Duration.ofDays(2));

        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.person()).isNull();
        assertThat(audited()).hasSize(1).allMatch(details -> details.contains("\"told\":[]"));
    }

    @Test
    void areNotWaitedForWhenTheirDestinationIsGone() {
        UUID id = erased();
        fake.agrees = false;
        assertThat(after(id, Eraser.SETTLING).state()).isEqualTo(State.SETTLING);
        fake.there = List.of();

        assertThat(after(id, Duration.ofSeconds(1)).state()).isEqualTo(State.DONE);
    }

    private UUID erased() {
        UUID id = node.begin("jane-doe", false);
        assertThat(node.eraser.run(id, () -> true).state()).isEqualTo(State.SETTLING);
        return id;
    }

    private Erasure after(UUID id, Duration time) {
        clock.move(time);
        return node.eraser.run(id, () -> true);
    }

    private List<String> audited() {
        return database.query(
                "SELECT details::text FROM audit WHERE action = 'delete_at_destinations'", row -> row.getString(1));
    }
}
