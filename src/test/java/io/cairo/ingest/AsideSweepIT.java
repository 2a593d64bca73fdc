package io.cairo.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.event.Writing;
import io.cairo.message.Message;
import io.cairo.message.Passage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AsideSweepIT {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    private final Database database = FreshDatabase.over(FreshDatabase.source());

    @Test
    void originalsStayForTheirDaysAndNoLonger() {
        keep("old", NOW.minus(Duration.ofDays(7)).minusSeconds(1));
        keep("young", NOW.minus(Duration.ofDays(7)).plusSeconds(1));
        AsideSweep sweep = new AsideSweep();
        sweep.database = database;
        sweep.clock = Clock.fixed(NOW, ZoneOffset.UTC);
        sweep.days = 7;

        assertThat(sweep.removeExpired()).isEqualTo(1);
        assertThat(database.query("SELECT message_id FROM set_aside", row -> row.getString(1)))
                .containsExactly("young");
    }

    private void keep(String messageId, Instant receivedAt) {
        Message original = Writing.message(messageId, "u", receivedAt);
        List<Passage> passages = List.of(new Passage(original, List.of(), List.of(), "dropped"));
        Set<Message> kept = database.inTransaction(connection -> new SetAside().keep(connection, List.of(), passages));
        assertThat(kept).containsExactly(original);
    }
}
