package io.cairo.transformation.sandbox;

import io.cairo.transformation.sandbox.Sandbox.Script;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What code that goes over its limits may burn: some seconds at once, and in the long run a fiftieth of a processor for all
 * scripts of an owner together. Safe for many threads.
 */
final class Allowance {
    private static final int SHARE = 50;
    /** As many are answered by pausing; after that somebody has it run again. */
    private static final int FREE_KILLS = 3;
    /** The first time that code is endless costs two of them: an engine is made, and gets going. */
    private static final long AT_ONCE = Duration.ofSeconds(5).toNanos() * SHARE;

    private static final long LONGEST = Duration.ofMinutes(1).toNanos();

    private final LongSupplier clock;
    private final Function<Script, String> waiting;
    private final Probation offenders;
    private final Probation killers;
    private final Map<String, Integer> kills = new ConcurrentHashMap<>();
    /** Of an owner: when all that was burnt will have been made good. */
    private final Map<String, Long> even = new ConcurrentHashMap<>();

    private Allowance(LongSupplier clock, Function<Script, String> waiting) {
        this.clock = clock;
        this.waiting = waiting;
        this.offenders = new Probation(clock);
        this.killers = new Probation(clock);
    }

    /**
     * Where only the scripts have to wait that went over their limits: the owner's others run on.
     *
     * @param clock in nanoseconds, from any point
     */
    static Allowance ofScripts(LongSupplier clock) {
        return new Allowance(clock, Script::id);
    }

    /** Where all of the owner's have to wait: code that is only tried is another script each time. */
    static Allowance ofOwners(LongSupplier clock) {
        return new Allowance(clock, Script::owner);
    }

    /** A script went over its limits, and took that long for it. */
    void burnt(Script script, Duration time) {
        offenders.begin(waiting.apply(script));
        charge(script.owner(), time);
    }

    /** A worker had to be killed, and it took that long until it was known why. Nobody waits for the first three alone. */
    void killed(Script script, Duration time) {
        String whom = waiting.apply(script);
        boolean again = killers.isOn(whom);
        int count = kills.merge(whom, 1, (before, one) -> again ? before + one : one);
        killers.begin(whom);
        charge(script.owner(), time);
        if (count > FREE_KILLS) {
            offenders.begin(whom);
        }
    }

    /** An owner whose code went over its limits of late pays for what else was done for them; others do not. */
    void alsoTook(String owner, Duration time) {
        if (offenders.isOn(owner)) {
            charge(owner, time);
        }
    }

    private void charge(String owner, Duration time) {
        long now = clock.getAsLong();
        long cost = Math.min(time.toNanos(), LONGEST) * SHARE;
        even.compute(owner, (same, before) -> {
            long owed = before == null ? 0 : Math.max(0, before - now);
            return now + Math.min(owed + cost, AT_ONCE + LONGEST);
        });
    }

    /** How long until the script may run again; zero if it may now. */
    Duration pause(Script script) {
        return offenders.isOn(waiting.apply(script)) ? pause(script.owner()) : Duration.ZERO;
    }

    /** How long until those scripts of the owner may run again that have to wait. */
    Duration pause(String owner) {
        Long until = even.get(owner);
        if (until == null) {
            return Duration.ZERO;
        }
        long left = until - clock.getAsLong();
        if (left <= 0) {
            even.remove(owner, until);
        }
        return Duration.ofNanos(Math.max(0, left - AT_ONCE));
    }
}
