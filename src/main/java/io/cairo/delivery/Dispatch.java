package io.cairo.delivery;

import io.cairo.destination.Endpoint;
import io.cairo.destination.egress.Sender;
import io.cairo.transformation.Treatment;
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
     * Sends what the destination's transformations make of events, all of one namespace.
     *
     * @param treatment empty if the destination has no transformations
     * @param patient for a receiver that keeps failing: its events go one by one, and a lane goes on after a failure
     * @param working asked before each request: false ends the round
     * @return one verdict for each event, in any order
     */
    public List<Verdict> send(
            Endpoint<?> endpoint,
            Optional<Treatment> treatment,
            int namespace,
            List<Pending> events,
            boolean patient,
            BooleanSupplier working)
            throws InterruptedException {
        if (treatment.isEmpty()) {
            return dealt(endpoint, events, patient, working);
        }
        Preparation preparation = new Preparation(treatment.get(), namespace);
        preparation.run(events, working);
        List<Verdict> verdicts = dealt(endpoint, preparation.ready(), patient, working);
        verdicts.addAll(preparation.decided());
        return verdicts;
    }

    private List<Verdict> dealt(Endpoint<?> endpoint, List<Pending> events, boolean patient, BooleanSupplier working)
            throws InterruptedException {
        int most = patient ? 1 : endpoint.terms().batchSize();
        Round round = new Round(working, patient);
        List<Callable<List<Verdict>>> work = new ArrayList<>();
        for (List<Pending> lane : Lanes.deal(events)) {
            work.add(() -> new Lane(endpoint, sender, clock, round).run(lane, most));
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
}
