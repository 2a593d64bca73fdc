package io.cairo.delivery;

import io.cairo.delivery.Verdict.Fate;
import io.cairo.destination.Parcel;
import io.cairo.event.Logged;
import io.cairo.message.Message;
import io.cairo.message.Who;
import io.cairo.transformation.Treatment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Lets the transformations of a destination change events before they are sent, some at a time. */
final class Preparation {
    /** Few enough to be done before a lease ends, however slow each is allowed to be. */
    private static final int FRAME = 20;

    private static final Who UNREAD = new Who(null, null, null, null, null, List.of());

    private final Treatment treatment;
    private final int namespace;
    private final List<Pending> ready = new ArrayList<>();
    private final List<Verdict> decided = new ArrayList<>();

    Preparation(Treatment treatment, int namespace) {
        this.treatment = treatment;
        this.namespace = namespace;
    }

    /** Those that are to be sent, as they are to be sent. */
    List<Pending> ready() {
        return ready;
    }

    /** Those that are not. */
    List<Verdict> decided() {
        return decided;
    }

    /** @param goingOn asked before each part; false leaves the rest unsent */
    void run(List<Pending> events, BooleanSupplier goingOn) {
        for (int from = 0; from < events.size(); from += FRAME) {
            List<Pending> frame = events.subList(from, Math.min(events.size(), from + FRAME));
            if (goingOn.getAsBoolean()) {
                treat(frame);
            } else {
                frame.forEach(event -> decided.add(Verdict.of(event, Fate.UNSENT)));
            }
        }
    }

    private void treat(List<Pending> frame) {
        List<Treatment.Treated> treated =
                treatment.treat(frame.stream().map(this::message).toList());
        for (int i = 0; i < frame.size(); i++) {
            take(frame.get(i), treated.get(i));
        }
    }

    private void take(Pending event, Treatment.Treated treated) {
        if (treated.quarantined() != null) {
            decided.add(new Verdict(event, Fate.QUARANTINED, treated.quarantined(), null));
        } else if (treated.messages().isEmpty()) {
            decided.add(Verdict.of(event, Fate.FILTERED));
        } else {
            ready.add(event.sentAs(
                    treated.messages().stream().map(Preparation::parcel).toList()));
        }
    }

    /** The log does not say again whom it is about, and nothing here asks. */
    private Message message(Pending pending) {
        Logged event = pending.event();
        return new Message(
                namespace,
                Message.Type.of(event.type()).orElseThrow(),
                event.name(),
                event.messageId(),
                UNREAD,
                event.position().receivedAt(),
                event.position().receivedAt(),
                "",
                event.payload());
    }

    private static Parcel parcel(Message message) {
        return new Parcel(message.messageId(), message.type().wire(), message.name(), message.payload());
    }
}
