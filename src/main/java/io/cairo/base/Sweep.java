package io.cairo.base;

import java.time.Duration;

/** Removes again and again what is past its time. CDI finds the beans; every node calls each of them. */
public interface Sweep {
    /** How long after one call comes the next. */
    Duration period();

    /** Removes it, and answers how much; what fails now is tried at the next call. */
    int removeExpired();
}
