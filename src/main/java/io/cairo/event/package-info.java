/**
 * The log: stored messages, in the order in which their transactions were numbered.
 *
 * <p>Owns the tables {@code event} (a partition a week, each with its own unique index on namespace and message id, so a
 * partition's rows are deduplicated by the same insert that stores them) and {@code log_clock}. A position is the number of
 * the writing transaction and the place in it: a reader that stays below the oldest running transaction skips nothing.
 */
@NullMarked
package io.cairo.event;

import org.jspecify.annotations.NullMarked;
