package io.cairo.base;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/** How much time one partition holds, from 00:00 UTC to 00:00 UTC. */
public enum PartitionSpan {
    /** From any day to the next. */
    DAY(1),
    /** From Monday to the next Monday. */
    WEEK(7);

    private final int days;

    PartitionSpan(int days) {
        this.days = days;
    }

    /** The first day of the span in which a time is. */
    public LocalDate of(Instant time) {
        LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
        return this == DAY ? day : day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** The moment at which the span with that first day begins. */
    public Instant begin(LocalDate first) {
        return first.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** The first day of the span that comes so many spans later; earlier if that is less than 0. */
    public LocalDate later(LocalDate first, int spans) {
        return first.plusDays((long) days * spans);
    }

    /** Whether a span begins within {@code margin} of a time. */
    public boolean turnsNear(Instant time, Duration margin) {
        return !of(time.minus(margin)).equals(of(time.plus(margin)));
    }
}
