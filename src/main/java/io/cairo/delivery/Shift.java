package io.cairo.delivery;

import io.cairo.destination.Connector.Terms;
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
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** One courier's work on one destination: round after round, until nothing is due or the time is over. For one thread. */
final class Shift {
    private static final int MOST_PARKED = 10_000;
    private static final int FEWEST_READ = 64;
    private static final int MOST_READ = 2_000;
    private static final int MOST_FILLED = 10_000;
    private static final int PROBE = 16;
    private static final int PATIENT_AFTER = 3;
    private static final long LONGEST = Duration.ofSeconds(10).toNanos();
    private static final long SLOW_ROUND = Duration.ofSeconds(3).toNanos();
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** What a shift works with. */
    record Tools(
            Ledger ledger, Paces paces, Retries retries, Log log, Dispatch dispatch, Backoff backoff, Tally tally) {}

    private final Tools with;
    private final Endpoint<?> endpoint;
    private final Terms terms;
    private final Optional<Treatment> treatment;
    private final Pace pace;
    private final BooleanSupplier working;
    private Claim claim;
    private boolean more;
    private boolean slow;
    /** There was nothing behind what was read: what comes next rings the bell, and comes with others then. */
    private boolean caughtUp;

    private Duration rest = Duration.ZERO;

    /** @param working asked before each request: false ends the shift */
    Shift(Tools with, Claim claim, Endpoint<?> endpoint, Optional<Treatment> treatment, BooleanSupplier working) {
        this.with = with;
        this.claim = claim;
        this.endpoint = endpoint;
        this.terms = endpoint.terms();
        this.treatment = treatment;
        this.pace = Pace.of(terms.rate());
        this.working = working;
    }

    /** Whether there may be more to do at once. */
    boolean isMore() {
        return more;
    }

    /** Whether it took so long that others should not have to wait for the next shift here. */
    boolean isSlow() {
        return slow;
    }

    /** For how long nothing more is to be done. */
    Duration rest() {
        return rest;
    }

    void work() throws InterruptedException {
        try {
            rounds();
        } finally {
            with.paces().settle(claim.destination(), pace);
        }
    }

    private void rounds() throws InterruptedException {
        long begin = System.nanoTime();
        while (working.getAsBoolean()) {
            if (System.nanoTime() - begin > LONGEST) {
                more = true;
                return;
            }
            with.paces().settle(claim.destination(), pace);
            rest = pace.pause();
            if (!rest.isZero() || !goesOn()) {
                return;
            }
        }
    }

    private boolean goesOn() throws InterruptedException {
        long begin = System.nanoTime();
        Optional<Settlement> round = round();
        if (round.isEmpty()) {
            return false;
        }
        slow = slow || System.nanoTime() - begin > SLOW_ROUND;
        Optional<Claim> next = with.ledger().settle(claim, round.get());
        with.tally().settled(claim.destination(), round.get());
        next.ifPresent(settled -> claim = settled);
        return next.isPresent() && (!caughtUp || claim.failures() > 0);
    }

    /** While nothing gets through, the log and the waiting events are probed in turn: one bad event must not hide the rest. */
    private Optional<Settlement> round() throws InterruptedException {
        caughtUp = false;
        boolean waitingFirst = claim.failures() % 2 == 0;
        if (claim.parked() > 0 && waitingFirst) {
            Optional<Settlement> done = waiting();
            if (done.isPresent()) {
                return done;
            }
        }
        return claim.parked() >= MOST_PARKED ? Optional.empty() : fresh();
    }

    private Optional<Settlement> waiting() throws InterruptedException {
        List<Pending> due = with.retries().due(claim, slice());
        if (due.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(judge(sent(due)).retries());
    }

    private Optional<Settlement> fresh() throws InterruptedException {
        int slice = slice();
        List<Logged> events = with.log().after(claim.namespace(), claim.cursor(), slice);
        if (events.isEmpty()) {
            return Optional.empty();
        }
        caughtUp = claim.parked() == 0 && events.size() < slice && bytes(events) < Log.MOST_BYTES;
        if (events.size() < slice && !isWorthARequest(events)) {
            rest = LOOK_AGAIN;
            return Optional.empty();
        }
        Set<String> behind = claim.parked() == 0
                ? Set.of()
                : with.retries()
                        .subjects(claim, events.stream().map(Logged::subject).collect(Collectors.toSet()));
        List<Verdict> verdicts = new ArrayList<>();
        List<Pending> free = new ArrayList<>();
        for (Logged event : events) {
            Pending pending = Pending.fresh(event);
            if (behind.contains(event.subject())) {
                verdicts.add(Verdict.of(pending, Verdict.Fate.BEHIND));
            } else {
                free.add(pending);
            }
        }
        verdicts.addAll(sent(free));
        return Optional.of(judge(verdicts).log());
    }

    /** Where a vendor wants full requests: whether there is one, or the first event has waited long enough for others. */
    private boolean isWorthARequest(List<Logged> events) {
        if (terms.age().isZero() || claim.failures() > 0) {
            return true;
        }
        List<Logged> wanted =
                events.stream().filter(event -> endpoint.wants(event.type())).toList();
        return wanted.isEmpty()
                || wanted.size() >= terms.batchSize()
                || bytes(wanted) >= terms.bytes()
                || wanted.get(0).position().receivedAt().plus(terms.age()).isBefore(claim.now());
    }

    private static long bytes(List<Logged> events) {
        return events.stream().mapToLong(event -> event.payload().length).sum();
    }

    private Judge judge(List<Verdict> verdicts) {
        verdicts.sort(Comparator.comparing(verdict -> verdict.pending().position()));
        return new Judge(with.backoff(), terms, claim, verdicts);
    }

    /** How many events to read: some requests for every lane, and no more than may be sent now. */
    private int slice() {
        int allowed = Math.max(1, pace.allowance(terms.batchSize()));
        if (claim.failures() > 0) {
            return Math.min(allowed, Math.max(PROBE, terms.batchSize()));
        }
        int wanted = Math.min(MOST_READ, Lanes.COUNT * terms.batchSize() * 2);
        int filled = Math.min(MOST_FILLED, terms.batchSize());
        return Math.min(allowed, Math.max(FEWEST_READ, Math.max(wanted, filled)));
    }

    /** A receiver that keeps failing gets its events one by one. */
    private List<Verdict> sent(List<Pending> events) throws InterruptedException {
        boolean patient = claim.failures() >= PATIENT_AFTER;
        return with.dispatch().send(endpoint, treatment, claim.namespace(), events, patient, working, pace);
    }
}
