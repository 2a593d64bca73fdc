package io.cairo.replay;

import io.cairo.delivery.Backoff;
import io.cairo.delivery.Verdict;
import io.cairo.delivery.Verdict.Fate;
import io.cairo.event.EventId;
import io.cairo.event.Position;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns the verdicts on a slice into progress. As long as anything gets through, what failed is tried a few times more before it
 * counts as failed; as long as nothing does, the slice is not touched, however long that lasts.
 */
final class Reckoning {
    static final int TRIES = 5;

    private static final int SAMPLES = 10;

    private final Backoff backoff;
    private final Walk walk;
    private final Slice slice;
    private final List<Verdict> verdicts;

    /** @param verdicts one for each event of the slice that is free */
    Reckoning(Backoff backoff, Walk walk, Slice slice, List<Verdict> verdicts) {
        this.backoff = backoff;
        this.walk = walk;
        this.slice = slice;
        this.verdicts = verdicts.stream()
                .sorted(Comparator.comparing(verdict -> verdict.pending().position()))
                .toList();
    }

    Progress progress() {
        Verdict barred = first(Fate.BARRED);
        if (!answered() && barred == null && first(Fate.FAILED) != null) {
            return held();
        }
        Predicate<Verdict> remains = this::remains;
        List<EventId> left =
                verdicts.stream().filter(remains).map(Reckoning::place).toList();
        List<Verdict> decided = verdicts.stream().filter(remains.negate()).toList();
        List<Verdict> failed = decided.stream()
                .filter(verdict -> !verdict.is(Fate.DELIVERED) && !verdict.is(Fate.FILTERED))
                .toList();
        boolean isTrouble = first(Fate.FAILED) != null && !left.isEmpty();
        int attempt = attempt(left, decided, isTrouble);
        return new Progress(
                barred == null ? State.RUNNING : State.PAUSED,
                cursor(),
                left,
                attempt,
                false,
                isTrouble ? backoff.hold(attempt, longestAsked()) : Duration.ZERO,
                new Counts(slice.fresh(), count(Fate.DELIVERED), count(Fate.FILTERED), failed.size(), slice.skipped()),
                failed.stream()
                        .map(verdict -> verdict.pending().event().messageId())
                        .limit(SAMPLES)
                        .toList(),
                barred == null ? error() : barred.detail());
    }

    /** What waited behind an event that is given up has tries of its own. */
    private int attempt(List<EventId> left, List<Verdict> decided, boolean isTrouble) {
        if (left.isEmpty()) {
            return 0;
        }
        boolean gaveUp = decided.stream().anyMatch(verdict -> verdict.is(Fate.FAILED));
        return gaveUp ? 1 : walk.attempt() + (isTrouble ? 1 : 0);
    }

    /** Nothing gets through: it is tried again later, until somebody should look after it. */
    private Progress held() {
        int attempt = Math.min(walk.attempt() + 1, Slices.DOUBT_AFTER);
        return new Progress(
                walk.overdue() ? State.PAUSED : State.RUNNING,
                walk.cursor(),
                walk.left(),
                attempt,
                true,
                backoff.hold(attempt, longestAsked()),
                Counts.NONE,
                List.of(),
                error());
    }

    private Position cursor() {
        return Objects.requireNonNullElse(slice.last(), walk.cursor());
    }

    private boolean remains(Verdict verdict) {
        return verdict.is(Fate.FAILED)
                ? verdict.pending().tries() + 1 < TRIES
                : Set.of(Fate.BARRED, Fate.BEHIND, Fate.UNSENT).contains(verdict.fate());
    }

    private boolean answered() {
        return verdicts.stream()
                .anyMatch(verdict ->
                        Set.of(Fate.DELIVERED, Fate.REJECTED, Fate.QUARANTINED).contains(verdict.fate()));
    }

    private static EventId place(Verdict verdict) {
        Position position = verdict.pending().position();
        return new EventId(position.tx(), position.ord());
    }

    private @Nullable Verdict first(Fate fate) {
        return verdicts.stream().filter(verdict -> verdict.is(fate)).findFirst().orElse(null);
    }

    private int count(Fate fate) {
        return (int) verdicts.stream().filter(verdict -> verdict.is(fate)).count();
    }

    private @Nullable String error() {
        List<String> said = verdicts.stream()
                .filter(verdict -> !verdict.is(Fate.FILTERED))
                .map(Verdict::detail)
                .filter(detail -> !detail.isEmpty())
                .toList();
        return said.isEmpty() ? null : said.get(said.size() - 1);
    }

    private @Nullable Duration longestAsked() {
        return verdicts.stream()
                .map(Verdict::asked)
                .filter(Objects::nonNull)
                .max(Duration::compareTo)
                .orElse(null);
    }
}
