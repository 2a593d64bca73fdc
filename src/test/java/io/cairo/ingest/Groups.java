package io.cairo.ingest;

import io.cairo.base.Database;
import io.cairo.event.Writing;
import io.cairo.message.Message;
import io.cairo.message.Passage;
import io.cairo.message.Projection;
import io.cairo.message.Receipt;
import io.cairo.suppression.Gates;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The part of the road in that needs the database, without a container: one node's. */
public final class Groups {
    private final GroupCommit groups;
    private final AtomicInteger suppressed = new AtomicInteger();

    private Groups(GroupCommit groups) {
        this.groups = groups;
    }

    /** With the week's partitions in place. */
    public static Groups over(Database database, Clock clock, Projection... projections) {
        Groups made = new Groups(new GroupCommit() {
            @Override
            void announce() {}
        });
        made.groups.database = database;
        made.groups.writer = writer(database, clock, projections);
        made.groups.numbers = new IngestNumbers() {
            @Override
            void committed(List<Receipt> receipts, Duration took) {}

            @Override
            void suppressed(int messages) {
                made.suppressed.addAndGet(messages);
            }
        };
        return made;
    }

    private static GroupWriter writer(Database database, Clock clock, Projection... projections) {
        GroupWriter writer = new GroupWriter();
        writer.screening = new Screening();
        writer.screening.gate = Gates.gate(database);
        writer.events = Writing.writer(database, clock);
        writer.aside = Aside.setAside(database, clock);
        writer.use(List.of(projections));
        return writer;
    }

    public List<Receipt> write(List<Message> messages) throws SQLException {
        return pass(messages.stream().map(Passage::of).toList());
    }

    public List<Receipt> pass(List<Passage> passages) throws SQLException {
        return groups.write(passages);
    }

    /** How many messages were accepted and forgotten. */
    public int suppressed() {
        return suppressed.get();
    }
}
