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
import java.util.HashSet;
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

    /** Must come before anything is written; see {@link Gate#enter}. */
    Screened of(Connection connection, List<Passage> passages) throws SQLException {
        Gate.Entered entered = gate.enter(connection, namespaces(passages));
        List<Message> doubtful = doubtful(passages, entered.revision());
        Set<Message> closed = doubtful.isEmpty() ? Set.of() : gate.closedTo(connection, entered, doubtful);
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

    private static Set<Integer> namespaces(List<Passage> passages) {
        Set<Integer> namespaces = new HashSet<>();
        for (Passage passage : passages) {
            namespaces.add(passage.original().namespace());
            for (Message message : passage.onward()) {
                namespaces.add(message.namespace());
            }
        }
        return namespaces;
    }

    /** What was found to be free before, and nothing has changed since, is free; so is what goes on for the same people. */
    private static List<Message> doubtful(List<Passage> passages, long revision) {
        List<Message> doubtful = new ArrayList<>();
        for (Passage passage : passages) {
            Message original = passage.original();
            if (passage.clearAt() != revision) {
                doubtful.add(original);
            }
            for (Message message : passage.onward()) {
                if (!isJudgedWith(original, message)) {
                    doubtful.add(message);
                }
            }
        }
        return doubtful;
    }

    /** Whether what is found about the original is found about a message as well: it names the same, at no earlier time. */
    private static boolean isJudgedWith(Message original, Message message) {
        return message.namespace() == original.namespace()
                && message.who().equals(original.who())
                && !message.timestamp().isBefore(original.timestamp());
    }
}
