package io.cairo.delivery;

import io.cairo.delivery.Verdict.Fate;
import io.cairo.destination.Endpoint;
import io.cairo.destination.Outcome;
import io.cairo.destination.Parcel;
import io.cairo.destination.Shipment;
import io.cairo.destination.egress.Sender;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Sends the events of one lane one request after the other. When an event fails, the later ones of its subject wait. */
final class Lane {
    private static final String TOO_LARGE = "It is too large for the destination, also alone";

    private final Endpoint<?> endpoint;
    private final Exchange exchange;
    private final int mostBytes;
    private final Clock clock;
    private final Round round;
    private final List<Verdict> verdicts = new ArrayList<>();
    private final Set<String> waiting = new HashSet<>();
    private int failuresInARow;
    private boolean gaveUp;

    Lane(Endpoint<?> endpoint, Sender sender, Clock clock, Round round) {
        this.endpoint = endpoint;
        this.exchange = new Exchange(endpoint, sender, clock);
        this.mostBytes = endpoint.terms().bytes();
        this.clock = clock;
        this.round = round;
    }

    /**
     * Sends; answers with one verdict for each event. An event that has failed before goes alone, so that it cannot take
     * others with it again, and so does one of which several parcels are made, so that they are judged together.
     *
     * @param most the most events to put together, at most the destination's batch size
     */
    List<Verdict> run(List<Pending> events, int most) {
        int from = 0;
        while (from < events.size()) {
            int to = from + 1;
            long bytes = events.get(from).bytes();
            while (to < events.size() && to - from < most && mayShare(events.get(from)) && mayShare(events.get(to))) {
                bytes += events.get(to).bytes();
                if (bytes > mostBytes) {
                    break;
                }
                to++;
            }
            send(events.subList(from, to));
            from = to;
        }
        return verdicts;
    }

    private static boolean mayShare(Pending event) {
        return event.tries() == 0 && event.parcels().size() == 1;
    }

    private void send(List<Pending> events) {
        if (gaveUp || round.isOver()) {
            events.forEach(event -> decide(event, waiting.contains(event.subject()) ? Fate.BEHIND : Fate.UNSENT));
            return;
        }
        IdentityHashMap<Parcel, Pending> free = new IdentityHashMap<>();
        List<Parcel> parcels = new ArrayList<>();
        for (Pending event : events) {
            if (waiting.contains(event.subject())) {
                decide(event, Fate.BEHIND);
                continue;
            }
            if (event.parcels().size() > 1) {
                shipEach(event);
                continue;
            }
            Parcel parcel = event.parcels().get(0);
            free.put(parcel, event);
            parcels.add(parcel);
        }
        ship(parcels, free);
    }

    private void ship(List<Parcel> parcels, IdentityHashMap<Parcel, Pending> events) {
        if (parcels.isEmpty()) {
            return;
        }
        for (Shipment shipment : endpoint.requests(parcels, clock.instant())) {
            List<Pending> carried =
                    shipment.parcels().stream().map(events::remove).toList();
            ship(shipment, carried);
        }
        events.forEach((parcel, event) -> judge(event, unsent(parcel)));
    }

    /** What no request carries is of no use there, unless the connector says that it would be lost. */
    private Outcome unsent(Parcel parcel) {
        return endpoint.refusal(parcel, clock.instant()).map(Outcome::rejected).orElseGet(Outcome::filtered);
    }

    private void ship(Shipment shipment, List<Pending> carried) {
        if (carried.stream().anyMatch(event -> waiting.contains(event.subject())) || gaveUp || round.isOver()) {
            send(carried);
            return;
        }
        List<Outcome> outcomes = outcomes(shipment);
        if (outcomes.isEmpty()) {
            carried.forEach(event -> decide(event, Fate.UNSENT));
            return;
        }
        if (outcomes.stream().anyMatch(outcome -> outcome.kind() != Outcome.Kind.SPLIT)) {
            count(outcomes);
        }
        List<Pending> tooMany = new ArrayList<>();
        for (int i = 0; i < carried.size(); i++) {
            if (carried.size() > 1 && outcomes.get(i).kind() == Outcome.Kind.SPLIT) {
                tooMany.add(carried.get(i));
            } else {
                judge(carried.get(i), outcomes.get(i));
            }
        }
        sendFewer(tooMany, carried.size());
    }

    /** Those that the vendor wants in smaller parts; alone they are fewer already, unless they were all that it got. */
    private void sendFewer(List<Pending> tooMany, int before) {
        if (tooMany.isEmpty()) {
            return;
        }
        int first = tooMany.size() < before ? tooMany.size() : before / 2;
        send(tooMany.subList(0, first));
        if (first < tooMany.size()) {
            send(tooMany.subList(first, tooMany.size()));
        }
    }

    /** Several parcels of one event go one after the other; the first that fails decides, and then all go again. */
    private void shipEach(Pending event) {
        Outcome worst = Outcome.filtered();
        for (Parcel parcel : event.parcels()) {
            List<Shipment> shipments = endpoint.requests(List.of(parcel), clock.instant());
            if (shipments.isEmpty()) {
                worst = worse(worst, unsent(parcel));
            }
            for (Shipment shipment : shipments) {
                List<Outcome> outcomes = round.isOver() ? List.of() : outcomes(shipment);
                if (outcomes.isEmpty()) {
                    decide(event, Fate.UNSENT);
                    return;
                }
                count(outcomes);
                worst = worse(worst, outcomes.get(0));
                if (isToBeTriedAgain(worst)) {
                    judge(event, worst);
                    return;
                }
            }
        }
        judge(event, worst);
    }

    private static boolean isToBeTriedAgain(Outcome outcome) {
        return outcome.kind() == Outcome.Kind.RETRY || outcome.kind() == Outcome.Kind.AUTH;
    }

    /** One parcel that is refused buries the event, one that was taken makes it delivered. */
    private static Outcome worse(Outcome before, Outcome now) {
        boolean keeps = now.kind() == Outcome.Kind.FILTERED
                || (now.kind() == Outcome.Kind.OK && before.kind() != Outcome.Kind.FILTERED);
        return keeps ? before : now;
    }

    /** Empty if the request was cut off because the round is over: that is nobody's failure. */
    private List<Outcome> outcomes(Shipment shipment) {
        try {
            return exchange.outcomes(shipment);
        } catch (IOException e) {
            if (round.isOver()) {
                return List.of();
            }
            Outcome failed = Outcome.retry(Failures.sentence(e), null);
            return Collections.nCopies(shipment.parcels().size(), failed);
        }
    }

    private void count(List<Outcome> outcomes) {
        if (outcomes.stream().anyMatch(outcome -> outcome.kind() == Outcome.Kind.AUTH)) {
            round.end();
        }
        if (outcomes.stream().anyMatch(Lane::isAnswer)) {
            failuresInARow = 0;
            round.answered();
            return;
        }
        failuresInARow++;
        gaveUp = round.givesUp(failuresInARow);
    }

    private static boolean isAnswer(Outcome outcome) {
        return outcome.kind() == Outcome.Kind.OK || outcome.kind() == Outcome.Kind.REJECTED;
    }

    private void judge(Pending event, Outcome outcome) {
        Fate fate = switch (outcome.kind()) {
            case OK -> Fate.DELIVERED;
            case FILTERED -> Fate.FILTERED;
            case RETRY -> Fate.FAILED;
            case REJECTED, SPLIT -> Fate.REJECTED;
            case AUTH -> Fate.BARRED;
        };
        if (waiting.contains(event.subject()) && fate == Fate.FAILED) {
            verdicts.add(new Verdict(event, Fate.BEHIND, outcome.detail(), null));
            return;
        }
        if (fate == Fate.FAILED || fate == Fate.BARRED) {
            waiting.add(event.subject());
        }
        String detail = outcome.kind() == Outcome.Kind.SPLIT ? TOO_LARGE : outcome.detail();
        verdicts.add(new Verdict(event, fate, detail, outcome.after()));
    }

    private void decide(Pending event, Fate fate) {
        verdicts.add(Verdict.of(event, fate));
    }
}
