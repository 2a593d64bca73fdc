package io.cairo.ingest;

import io.cairo.message.Message;
import io.cairo.message.Receipt;
import java.util.ArrayList;
import java.util.List;

/**
 * One request's events, read: those that may be stored and those that broke the contract.
 *
 * @param places where each message stood in the request
 */
public record Batch(List<Message> messages, List<Integer> places, List<Rejected> rejected) {

    /** A batch to add to. */
    public static Batch empty() {
        return new Batch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** An event that may be stored. */
    public void add(int place, Message message) {
        messages.add(message);
        places.add(place);
    }

    /** What became of the request: what was refused before, and what the receipts say. */
    public Outcome outcome(List<Receipt> receipts) {
        List<Rejected> all = new ArrayList<>(rejected);
        int stored = 0;
        int duplicates = 0;
        for (int i = 0; i < receipts.size(); i++) {
            Receipt receipt = receipts.get(i);
            switch (receipt.fate()) {
                case STORED -> stored++;
                case DUPLICATE -> duplicates++;
                case REFUSED ->
                    all.add(new Rejected(places.get(i), receipt.messageId(), "not_storable", receipt.reason()));
            }
        }
        return new Outcome(messages.size() + rejected.size(), stored, duplicates, all);
    }

    /**
     * What became of a request.
     *
     * @param received events in it
     * @param accepted events that are on disk now and were not before
     * @param duplicates events that were on disk already
     */
    public record Outcome(int received, int accepted, int duplicates, List<Rejected> rejected) {}
}
