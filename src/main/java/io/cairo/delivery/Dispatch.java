package io.cairo.delivery;

import io.cairo.destination.Endpoint;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Shipment;
import io.cairo.destination.egress.Sender;
import io.cairo.transformation.Treatment;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Sends events to a destination in lanes and says what became of each. It keeps nothing: what a verdict leads to is its
 * caller's. For many threads.
 */
public final class Dispatch {
    private final Sender sender;
    private final ExecutorService lanes;
    private final Clock clock;

    Dispatch(Sender sender, ExecutorService lanes, Clock clock) {
        this.sender = sender;
        this.lanes = lanes;
        this.clock = clock;
    }

    /**
     * Sends what the destination's rules and transformations make of events, all of one namespace.
     *
     * @param treatment empty if the destination has no transformations
     * @param patient for a receiver that keeps failing: its events go one by one, and a lane goes on after a failure
     * @param working asked before each request: false ends the round
     * @param pace is told what is sent; it holds nothing back
     * @return one verdict for each event, in any order
     */
    public List<Verdict> send(
            Endpoint<?> endpoint,
            Optional<Treatment> treatment,
            int namespace,
            List<Pending> events,
            boolean patient,
            BooleanSupplier working,
            Pace pace)
            throws InterruptedException {
        Preparation preparation = new Preparation(endpoint, treatment, namespace);
        preparation.run(events, working);
        List<Verdict> verdicts = dealt(endpoint, preparation.ready(), patient, working, pace);
        verdicts.addAll(preparation.decided());
        return verdicts;
    }

    /** Into as many lanes as there are requests to fill. */
    private List<Verdict> dealt(
            Endpoint<?> endpoint, List<Pending> events, boolean patient, BooleanSupplier working, Pace pace)
            throws InterruptedException {
        int most = patient ? 1 : endpoint.terms().batchSize();
        Round round = new Round(working, patient);
        Sender paced = call -> {
            pace.request();
            return sender.send(call);
        };
        List<Callable<List<Verdict>>> work = new ArrayList<>();
        for (List<Pending> lane : Lanes.deal(events, (events.size() + most - 1) / most)) {
            work.add(() -> {
                pace.events(lane.size());
                return new Lane(endpoint, paced, clock, round).run(lane, most);
            });
        }
        return together(work);
    }

    /** The first lane runs in this thread, the others beside it. */
    private List<Verdict> together(List<Callable<List<Verdict>>> work) throws InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        if (work.isEmpty()) {
            return verdicts;
        }
        List<Future<List<Verdict>>> others =
                work.stream().skip(1).map(lanes::submit).toList();
        try {
            verdicts.addAll(work.get(0).call());
            for (Future<List<Verdict>> other : others) {
                verdicts.addAll(other.get());
            }
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a lane broke", e.getCause());
        } catch (Exception e) {
            throw new IllegalStateException("a lane broke", e);
        }
        return verdicts;
    }

    /**
     * Sends one shipment by itself.
     *
     * @throws IOException if there is no answer
     */
    List<Outcome> ship(Endpoint<?> endpoint, Shipment shipment) throws IOException {
        return new Exchange(endpoint, sender, clock).outcomes(shipment);
    }

    /**
     * Asks, without delivering anything.
     *
     * @throws IOException if there is no answer
     */
    public HttpAnswer ask(HttpCall call) throws IOException {
        return sender.send(call);
    }
}
