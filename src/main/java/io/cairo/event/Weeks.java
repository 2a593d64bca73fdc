package io.cairo.event;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/** The weeks that partitions hold: from Monday 00:00 UTC to the next. */
final class Weeks {
    private Weeks() {}

    /** The Monday of a time's week. */
    static LocalDate of(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** When a week begins. */
    static Instant begin(LocalDate monday) {
        return monday.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** Whether a week begins or ends within {@code margin} of a time. */
    static boolean turnsNear(Instant time, Duration margin) {
        return !of(time.minus(margin)).equals(of(time.plus(margin)));
    }
}
