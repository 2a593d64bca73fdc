package io.cairo.delivery;

import io.cairo.delivery.Verdict.Fate;
import io.cairo.destination.Endpoint;
import io.cairo.event.Log;
import io.cairo.event.Logged;
import io.cairo.transformation.Treatment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Works on one destination at a time: claims it, sends round after round, gives it back. For many threads. */
final class Courier {
    private static final int MOST_PARKED = 10_000;
    private static final int FEWEST_READ = 64;
    private static final int MOST_READ = 2_000;
    private static final int PROBE = 16;
    private static final int PATIENT_AFTER = 3;
    private static final long SHIFT = Duration.ofSeconds(10).toNanos();

    private final Ledger ledger;
    private final Retries retries;
    private final Log log;
    private final Function<UUID, Optional<Endpoint<?>>> endpoints;
    private final Function<UUID, Optional<Treatment>> treatments;
    private final Dispatch dispatch;
    private final Backoff backoff;
    private final Tally tally;

    Courier(
            Ledger ledger,
            Retries retries,
            Log log,
            Function<UUID, Optional<Endpoint<?>>> endpoints,
            Function<UUID, Optional<Treatment>> treatments,
            Dispatch dispatch,
            Backoff backoff,
            Tally tally) {
        this.ledger = ledger;
        this.retries = retries;
        this.log = log;
        this.endpoints = endpoints;
        this.treatments = treatments;
        this.dispatch = dispatch;
        this.backoff = backoff;
        this.tally = tally;
    }

    /**
     * Works on a destination until it has nothing due, or for some seconds, so that others have their turn.
     *
     * @param owner a text that no other claim has
     * @param goingOn false as soon as no new request shall begin
     * @return whether there may be more to do at once
     * @throws RuntimeException if something is wrong with the destination or the database; the claim then ends by itself
     */
    boolean serve(UUID destination, String owner, BooleanSupplier goingOn) throws InterruptedException {
        Optional<Claim> claimed = ledger.claim(destination, owner);
        if (claimed.isEmpty()) {
            return false;
        }
        try {
            Optional<Endpoint<?>> endpoint = endpoints.apply(destination);
            if (endpoint.isEmpty()) {
                return false;
            }
            boolean more = shift(claimed.get(), endpoint.get(), goingOn);
            ledger.release(claimed.get());
            return more;
        } catch (LeaseLost e) {
            return false;
        }
    }

    private boolean shift(Claim first, Endpoint<?> endpoint, BooleanSupplier goingOn) throws InterruptedException {
        Lease lease = new Lease(() -> ledger.renew(first));
        BooleanSupplier working = () -> goingOn.getAsBoolean() && lease.isHeld();
        long end = System.nanoTime() + SHIFT;
        Claim claim = first;
        while (working.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return true;
            }
            Optional<Settlement> round = round(claim, endpoint, working);
            if (round.isEmpty()) {
                return false;
            }
            Optional<Claim> next = ledger.settle(claim, round.get());
            tally.settled(claim.destination(), round.get());
            if (next.isEmpty()) {
                return false;
            }
            claim = next.get();
        }
        return false;
    }

    /** While nothing gets through, the log and the waiting events are probed in turn: one bad event must not hide the rest. */
    private Optional<Settlement> round(Claim claim, Endpoint<?> endpoint, BooleanSupplier working)
            throws InterruptedException {
        boolean waitingFirst = claim.failures() % 2 == 0;
        if (claim.parked() > 0 && waitingFirst) {
            Optional<Settlement> done = waiting(claim, endpoint, working);
            if (done.isPresent()) {
                return done;
            }
        }
        return claim.parked() >= MOST_PARKED ? Optional.empty() : fresh(claim, endpoint, working);
    }

    private Optional<Settlement> waiting(Claim claim, Endpoint<?> endpoint, BooleanSupplier working)
            throws InterruptedException {
        List<Pending> due = retries.due(claim, slice(claim, endpoint));
        if (due.isEmpty()) {
            return Optional.empty();
        }
        List<Verdict> verdicts = sent(claim, endpoint, due, working);
        return Optional.of(judge(claim, endpoint, verdicts).retries());
    }

    private Optional<Settlement> fresh(Claim claim, Endpoint<?> endpoint, BooleanSupplier working)
            throws InterruptedException {
        List<Logged> events = log.after(claim.namespace(), claim.cursor(), slice(claim, endpoint));
        if (events.isEmpty()) {
            return Optional.empty();
        }
        Set<String> behind = claim.parked() == 0
                ? Set.of()
                : retries.subjects(claim, events.stream().map(Logged::subject).collect(Collectors.toSet()));
        List<Verdict> verdicts = new ArrayList<>();
        List<Pending> free = new ArrayList<>();
        for (Logged event : events) {
            Pending pending = Pending.fresh(event);
            if (!endpoint.wants(event.type())) {
                verdicts.add(Verdict.of(pending, Fate.FILTERED));
                continue;
            }
            if (behind.contains(event.subject())) {
                verdicts.add(Verdict.of(pending, Fate.BEHIND));
                continue;
            }
            free.add(pending);
        }
        verdicts.addAll(sent(claim, endpoint, free, working));
        return Optional.of(judge(claim, endpoint, verdicts).log());
    }

    private Judge judge(Claim claim, Endpoint<?> endpoint, List<Verdict> verdicts) {
        verdicts.sort(Comparator.comparing(verdict -> verdict.pending().position()));
        return new Judge(backoff, endpoint.terms().tries(), claim, verdicts);
    }

    private static int slice(Claim claim, Endpoint<?> endpoint) {
        if (claim.failures() > 0) {
            return Math.max(PROBE, endpoint.terms().batchSize());
        }
        int wanted = Lanes.COUNT * endpoint.terms().batchSize() * 2;
        return Math.max(FEWEST_READ, Math.min(MOST_READ, wanted));
    }

    /** A receiver that keeps failing gets its events one by one. */
    private List<Verdict> sent(Claim claim, Endpoint<?> endpoint, List<Pending> events, BooleanSupplier working)
            throws InterruptedException {
        boolean patient = claim.failures() >= PATIENT_AFTER;
        return dispatch.send(
                endpoint, treatments.apply(claim.destination()), claim.namespace(), events, patient, working);
    }
}
