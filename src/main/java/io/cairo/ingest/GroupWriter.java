package io.cairo.ingest;

import io.cairo.event.EventWriter;
import io.cairo.message.Message;
import io.cairo.message.Passage;
import io.cairo.message.Projection;
import io.cairo.message.Receipt;
import io.cairo.message.Receipt.Fate;
import io.cairo.message.Stage;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes a group in one transaction: what goes on to the log, the originals that are set aside, what stages noted. */
@ApplicationScoped
public class GroupWriter {
    @Inject
    Screening screening;

    @Inject
    EventWriter events;

    @Inject
    SetAside aside;

    @Inject
    Instance<Projection> found;

    private List<Projection> projections = List.of();

    /**
     * What was written.
     *
     * @param receipts one for each original, in their order; a message that was dropped counts as stored
     * @param committed to be run as soon as the transaction is committed
     * @param suppressed how many of the messages were accepted and forgotten
     */
    record Written(List<Receipt> receipts, List<Runnable> committed, int suppressed) {}

    @PostConstruct
    void start() {
        use(found.stream().toList());
    }

    void use(List<Projection> all) {
        projections =
                all.stream().sorted(Comparator.comparingInt(Projection::order)).toList();
    }

    /**
     * Writes what came of each message, in the caller's transaction; of people of whom nothing may be stored, nothing.
     *
     * @param again whether it is tried again after a unique violation: then nothing is taken to be new without looking
     * @throws io.cairo.base.Problem UNAVAILABLE if it cannot be told who that is
     * @throws SQLException a unique violation if one of them has just been stored or set aside: roll back and try again
     */
    Written write(Connection connection, List<Passage> passages, boolean again) throws SQLException {
        Screening.Screened screened = screening.of(connection, passages);
        if (screened.suppressed() == 0) {
            return writeAll(connection, passages, again);
        }
        Written written = writeAll(connection, screened.free(), again);
        return new Written(screened.receipts(written.receipts()), written.committed(), screened.suppressed());
    }

    private Written writeAll(Connection connection, List<Passage> passages, boolean again) throws SQLException {
        List<Message> onward = new ArrayList<>(passages.size());
        boolean plain = true;
        for (Passage passage : passages) {
            onward.addAll(passage.onward());
            plain &= passage.isPlain();
        }
        List<Receipt> stored = onward.isEmpty() ? List.of() : events.append(connection, onward, again);
        List<Receipt> receipts = plain ? stored : settled(connection, passages, stored);
        return new Written(receipts, projected(connection, onward, stored), 0);
    }

    private List<Runnable> projected(Connection connection, List<Message> onward, List<Receipt> stored)
            throws SQLException {
        List<Message> fresh = IntStream.range(0, onward.size())
                .filter(place -> stored.get(place).fate() == Fate.STORED)
                .mapToObj(onward::get)
                .toList();
        List<Runnable> committed = new ArrayList<>();
        if (!fresh.isEmpty()) {
            for (Projection projection : projections) {
                committed.add(projection.project(connection, fresh));
            }
        }
        return committed;
    }

    private List<Receipt> settled(Connection connection, List<Passage> passages, List<Receipt> stored)
            throws SQLException {
        List<Settled> settled = new ArrayList<>(passages.size());
        int from = 0;
        for (Passage passage : passages) {
            int to = from + passage.onward().size();
            settled.add(Settled.of(passage, stored.subList(from, to)));
            from = to;
        }
        Set<Message> kept = keep(connection, settled);
        List<Stage.Note> notes = new ArrayList<>();
        List<Receipt> receipts = new ArrayList<>(passages.size());
        for (Settled one : settled) {
            boolean isNew = one.isNew(kept);
            receipts.add(new Receipt(one.passage().original().messageId(), isNew ? Fate.STORED : Fate.DUPLICATE, ""));
            if (isNew) {
                notes.addAll(one.passage().notes());
            }
        }
        record(connection, notes);
        return receipts;
    }

    /** The original of an event that is not new was set aside when it was. */
    private Set<Message> keep(Connection connection, List<Settled> settled) throws SQLException {
        List<Passage> changed = new ArrayList<>();
        List<Passage> gone = new ArrayList<>();
        for (Settled one : settled) {
            if (one.passage().aside() != null && one.own() != Fate.DUPLICATE) {
                (one.own() == null ? gone : changed).add(one.passage());
            }
        }
        return aside.keep(connection, changed, gone);
    }

    /** @param own what became of the message that goes on under the original's id; null if none does */
    private record Settled(Passage passage, @Nullable Fate own) {
        static Settled of(Passage passage, List<Receipt> stored) {
            String messageId = passage.original().messageId();
            for (Receipt receipt : stored) {
                if (receipt.messageId().equals(messageId)) {
                    return new Settled(passage, receipt.fate());
                }
            }
            return new Settled(passage, null);
        }

        /** What does not go on under its own id is new if its original is. */
        boolean isNew(Set<Message> kept) {
            return own == null ? kept.contains(passage.original()) : own == Fate.STORED;
        }
    }

    /** By the stages' order, so that all groups take locks in the same order. */
    private static void record(Connection connection, List<Stage.Note> notes) throws SQLException {
        Map<Integer, List<Stage.Note>> byStage = new TreeMap<>();
        notes.forEach(note -> byStage.computeIfAbsent(note.stage().order(), order -> new ArrayList<>())
                .add(note));
        for (List<Stage.Note> some : byStage.values()) {
            some.get(0).stage().record(connection, some);
        }
    }
}
