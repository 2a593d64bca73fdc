package io.cairo.ingest;

import io.cairo.message.Message;
import io.cairo.message.Passage;
import io.cairo.message.Receipt;
import io.cairo.message.Receipt.Fate;
import io.cairo.suppression.Gate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Takes the messages of suppressed people out of a group, whole: where a stage has made a message of such a person from
 * somebody else's, nothing of that one is stored either, since it says who it is about.
 */
@ApplicationScoped
public class Screening {
    @Inject
    Gate gate;

    /**
     * A group, looked through.
     *
     * @param all as it came
     * @param held the places of what must be forgotten
     */
    record Screened(List<Passage> all, BitSet held) {
        int suppressed() {
            return held.cardinality();
        }

        List<Passage> free() {
            List<Passage> free = new ArrayList<>(all.size());
            for (int place = 0; place < all.size(); place++) {
                if (!held.get(place)) {
                    free.add(all.get(place));
                }
            }
            return free;
        }

        /** The receipts of those that are free, and between them one for each that is not: it counts as stored. */
        List<Receipt> receipts(List<Receipt> ofTheFree) {
            Iterator<Receipt> others = ofTheFree.iterator();
            List<Receipt> receipts = new ArrayList<>(all.size());
            for (int place = 0; place < all.size(); place++) {
                receipts.add(held.get(place) ? accepted(all.get(place)) : others.next());
            }
            return receipts;
        }

        private static Receipt accepted(Passage passage) {
            return new Receipt(passage.original().messageId(), Fate.STORED, "");
        }
    }

    /** Must come before anything is written; see {@link Gate#closedTo}. */
    Screened of(Connection connection, List<Passage> passages) throws SQLException {
        List<Message> messages = new ArrayList<>(passages.size());
        for (Passage passage : passages) {
            messages.add(passage.original());
            passage.onward().stream()
                    .filter(message -> !isJudgedWith(passage.original(), message))
                    .forEach(messages::add);
        }
        Set<Message> closed = gate.closedTo(connection, messages);
        BitSet held = new BitSet(passages.size());
        for (int place = 0; place < passages.size() && !closed.isEmpty(); place++) {
            Passage passage = passages.get(place);
            held.set(
                    place,
                    closed.contains(passage.original())
                            || passage.onward().stream().anyMatch(closed::contains));
        }
        return new Screened(passages, held);
    }

    /** Whether what is found about the original is found about a message as well: it names the same, at no earlier time. */
    private static boolean isJudgedWith(Message original, Message message) {
        return message.namespace() == original.namespace()
                && message.who().equals(original.who())
                && !message.timestamp().isBefore(original.timestamp());
    }
}
