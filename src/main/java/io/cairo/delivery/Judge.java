package io.cairo.delivery;

import io.cairo.delivery.Settlement.Dead;
import io.cairo.delivery.Settlement.Finished;
import io.cairo.delivery.Settlement.Parked;
import io.cairo.delivery.Settlement.State;
import io.cairo.delivery.Settlement.Tried;
import io.cairo.delivery.Verdict.Fate;
import io.cairo.destination.Connector.Terms;
import io.cairo.event.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns the verdicts of a round, in the log's order, into what is written down. */
final class Judge {
    private final Backoff backoff;
    private final Terms terms;
    private final Claim claim;
    private final List<Verdict> verdicts;
    private final List<Finished> finished = new ArrayList<>();
    private final List<Parked> parked = new ArrayList<>();
    private final List<Dead> dead = new ArrayList<>();
    private final List<Tried> tried = new ArrayList<>();

    Judge(Backoff backoff, Terms terms, Claim claim, List<Verdict> verdicts) {
        this.backoff = backoff;
        this.terms = terms;
        this.claim = claim;
        this.verdicts = verdicts;
    }

    /** For a round over the log itself. */
    Settlement log() {
        if (!answered() && verdicts.stream().anyMatch(Judge::isTrouble)) {
            return stuck();
        }
        verdicts.forEach(this::park);
        noteUncounted();
        return settled(verdicts.get(verdicts.size() - 1).pending().position());
    }

    /** For a round over events that were waiting. */
    Settlement retries() {
        for (Verdict verdict : verdicts) {
            if (verdict.is(Fate.FAILED)) {
                fail(verdict);
            }
            if (verdict.is(Fate.REJECTED)) {
                bury(verdict, "rejected");
            }
            if (verdict.is(Fate.QUARANTINED)) {
                bury(verdict, "transformation");
            }
            if (verdict.is(Fate.UNMAPPABLE)) {
                bury(verdict, "mapping");
            }
            if (verdict.is(Fate.DELIVERED) || verdict.is(Fate.FILTERED)) {
                finished.add(new Finished(verdict.pending(), verdict.is(Fate.DELIVERED)));
            }
            if (verdict.is(Fate.BARRED)) {
                putBack(verdict);
            }
        }
        noteUncounted();
        return claim.failures() > 0 && !answered() && first(Fate.FAILED) != null
                ? held(claim.cursor())
                : settled(claim.cursor());
    }

    /** Nothing got through at all: the cursor stays, so that a dead receiver leaves nothing waiting as rows; only what is too old goes. */
    private Settlement stuck() {
        if (first(Fate.BARRED) != null || first(Fate.FAILED) == null) {
            noteAfter(claim.cursor());
            return settled(claim.cursor());
        }
        Position cursor = expire();
        noteAfter(cursor);
        return held(cursor);
    }

    /** Of what stays in the log nothing else is written. */
    private void noteAfter(Position cursor) {
        verdicts.stream()
                .filter(verdict ->
                        verdict.isInVain() && verdict.pending().position().compareTo(cursor) > 0)
                .forEach(this::note);
    }

    /** Only a failure counts against an event that waits as a row. */
    private void noteUncounted() {
        verdicts.stream()
                .filter(verdict -> verdict.isInVain() && !verdict.is(Fate.FAILED))
                .forEach(this::note);
    }

    private void note(Verdict verdict) {
        tried.add(new Tried(verdict.pending(), verdict.detail()));
    }

    private Settlement held(Position cursor) {
        int failures = claim.failures() + 1;
        return new Settlement(
                cursor,
                State.HOLDING,
                failures,
                backoff.hold(failures, longestAsked()),
                verdicts.stream()
                        .filter(verdict -> verdict.is(Fate.FAILED))
                        .map(Verdict::detail)
                        .findFirst()
                        .orElse(""),
                0,
                0,
                failed(),
                finished,
                parked,
                dead,
                tried);
    }

    private Settlement settled(Position cursor) {
        Verdict barred = first(Fate.BARRED);
        boolean answered = answered();
        return new Settlement(
                cursor,
                barred == null ? State.ACTIVE : State.PAUSED,
                answered ? 0 : claim.failures(),
                Duration.ZERO,
                barred == null ? null : barred.detail(),
                count(Fate.DELIVERED),
                count(Fate.FILTERED),
                failed(),
                finished,
                parked,
                dead,
                tried);
    }

    private void park(Verdict verdict) {
        Pending event = verdict.pending();
        switch (verdict.fate()) {
            case FAILED -> fail(verdict);
            case REJECTED -> bury(verdict, "rejected");
            case QUARANTINED -> bury(verdict, "transformation");
            case UNMAPPABLE -> bury(verdict, "mapping");
            case BARRED, UNSENT -> putBack(verdict);
            case BEHIND -> parked.add(new Parked(event, event.tries(), false, null, ""));
            case DELIVERED -> arrive(event);
            case FILTERED -> {}
        }
    }

    /** Those that arrive at the first try, which most do, are not looked for. */
    private void arrive(Pending event) {
        if (claim.tried()) {
            finished.add(new Finished(event, true));
        }
    }

    private void putBack(Verdict verdict) {
        Pending event = verdict.pending();
        parked.add(new Parked(event, event.tries(), false, Duration.ZERO, verdict.detail()));
    }

    private void fail(Verdict verdict) {
        Pending event = verdict.pending();
        int tried = event.tries() + 1;
        if (tried >= terms.tries()) {
            bury(verdict, "exhausted");
            return;
        }
        if (event.firstTriedAt() != null && isOver(event.firstTriedAt())) {
            bury(verdict, "expired");
            return;
        }
        parked.add(new Parked(
                event, tried, true, backoff.retry(terms.schedule(), tried, verdict.asked()), verdict.detail()));
    }

    private void bury(Verdict verdict, String cause) {
        dead.add(new Dead(verdict.pending(), verdict.pending().tries() + 1, cause, verdict.detail()));
    }

    /** Gives up the events at the front that are too old; answers where the log is read from next. */
    private Position expire() {
        Position cursor = claim.cursor();
        for (Verdict verdict : verdicts) {
            if (!isExpired(verdict.pending())) {
                break;
            }
            bury(verdict, "expired");
            cursor = verdict.pending().position();
        }
        return cursor;
    }

    private boolean isExpired(Pending event) {
        Instant since = claim.failingSince();
        return since != null && isOver(since) && isOver(event.position().receivedAt());
    }

    private boolean isOver(Instant began) {
        return Duration.between(began, claim.now()).compareTo(terms.schedule().lifetime()) > 0;
    }

    /** An event that code dies of, or no mapping fits, goes on at once, like one that got an answer: it must not kill again in the next round. */
    private boolean answered() {
        return verdicts.stream()
                .anyMatch(verdict -> verdict.is(Fate.DELIVERED) || verdict.is(Fate.REJECTED) || isUnfit(verdict));
    }

    private static boolean isUnfit(Verdict verdict) {
        return verdict.is(Fate.QUARANTINED) || verdict.is(Fate.UNMAPPABLE);
    }

    private static boolean isTrouble(Verdict verdict) {
        return verdict.is(Fate.FAILED) || verdict.is(Fate.BARRED) || verdict.is(Fate.UNSENT);
    }

    private @Nullable Verdict first(Fate fate) {
        return verdicts.stream().filter(verdict -> verdict.is(fate)).findFirst().orElse(null);
    }

    private int failed() {
        return (int) verdicts.stream()
                .filter(verdict -> verdict.is(Fate.FAILED) || verdict.is(Fate.REJECTED) || isUnfit(verdict))
                .count();
    }

    private int count(Fate fate) {
        return (int) verdicts.stream().filter(verdict -> verdict.is(fate)).count();
    }

    private @Nullable Duration longestAsked() {
        Stream<Duration> asked = verdicts.stream().map(Verdict::asked).filter(Objects::nonNull);
        return asked.max(Duration::compareTo).orElse(null);
    }
}
