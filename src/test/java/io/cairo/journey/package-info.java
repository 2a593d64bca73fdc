/**
 * What a client sees: journeys through a real Cairo on a real Liberty and a real PostgreSQL, and what is left when one of
 * them is killed.
 *
 * <p>Maven prepares one server under {@code target/liberty}; {@link io.cairo.journey.CairoServer} starts copies of it, each
 * in its own folder with its own ports and database. Plain journeys share one server and keep apart by namespace
 * ({@link io.cairo.journey.Space}); tests that kill own theirs. The oracle is always the table {@code event}, read over
 * JDBC, never Cairo's own answer.
 */
@NullMarked
package io.cairo.journey;

import org.jspecify.annotations.NullMarked;
