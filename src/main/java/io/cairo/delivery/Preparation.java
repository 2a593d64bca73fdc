package io.cairo.delivery;

import io.cairo.delivery.Verdict.Fate;
import io.cairo.destination.Endpoint;
import io.cairo.destination.Parcel;
import io.cairo.destination.rule.Unmappable;
import io.cairo.message.Message;
import io.cairo.transformation.Treatment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Makes of events what a destination shall get: filters them, lets its transformations change them, maps their fields. */
final class Preparation {
    /** Few enough to be done soon, however slow each is allowed to be. */
    private static final int FRAME = 20;

    private final Endpoint<?> endpoint;
    private final Optional<Treatment> treatment;
    private final int namespace;
    private final List<Pending> ready = new ArrayList<>();
    private final List<Verdict> decided = new ArrayList<>();

    /** @param treatment what its transformations do; empty if it has none */
    Preparation(Endpoint<?> endpoint, Optional<Treatment> treatment, int namespace) {
        this.endpoint = endpoint;
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
        List<Pending> wanted = wanted(events);
        if (treatment.isEmpty()) {
            wanted.forEach(event -> map(event, event.parcels()));
            return;
        }
        for (int from = 0; from < wanted.size(); from += FRAME) {
            List<Pending> frame = wanted.subList(from, Math.min(wanted.size(), from + FRAME));
            if (goingOn.getAsBoolean()) {
                treat(treatment.get(), frame);
            } else {
                frame.forEach(event -> decided.add(Verdict.of(event, Fate.UNSENT)));
            }
        }
    }

    private List<Pending> wanted(List<Pending> events) {
        List<Pending> wanted = new ArrayList<>();
        for (Pending event : events) {
            Optional<String> reason = endpoint.unwanted(event.parcels().get(0));
            if (reason.isEmpty()) {
                wanted.add(event);
            } else {
                decided.add(new Verdict(event, Fate.FILTERED, reason.get(), null));
            }
        }
        return wanted;
    }

    private void treat(Treatment transformations, List<Pending> frame) {
        List<Treatment.Treated> treated = transformations.treat(
                frame.stream().map(event -> event.event().unread(namespace)).toList());
        for (int i = 0; i < frame.size(); i++) {
            take(frame.get(i), treated.get(i));
        }
    }

    private void take(Pending event, Treatment.Treated treated) {
        if (treated.quarantined() != null) {
            decided.add(new Verdict(event, Fate.QUARANTINED, treated.quarantined(), null));
        } else if (treated.messages().isEmpty()) {
            decided.add(new Verdict(event, Fate.FILTERED, "transformation: it drops the event", null));
        } else {
            map(event, treated.messages().stream().map(Preparation::parcel).toList());
        }
    }

    private void map(Pending event, List<Parcel> parcels) {
        List<Parcel> mapped = new ArrayList<>(parcels.size());
        try {
            for (Parcel parcel : parcels) {
                mapped.add(endpoint.mapped(parcel));
            }
            ready.add(event.sentAs(mapped));
        } catch (Unmappable e) {
            decided.add(new Verdict(event, Fate.UNMAPPABLE, e.sentence(), null));
        }
    }

    private static Parcel parcel(Message message) {
        return new Parcel(message.messageId(), message.type().wire(), message.name(), message.payload());
    }
}
