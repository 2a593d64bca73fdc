/**
 * Measures a whole Cairo on one machine: see {@code bench/README.md}. {@link io.cairo.bench.Bench} is the order of events.
 *
 * <ul>
 *   <li>Rows are counted in the database; an answer proves nothing.
 *   <li>The load costs little: requests are built once and only their identifiers are written anew, by one thread that
 *       waits on all connections.
 *   <li>The rows of the bare {@code COPY} are rows that this Cairo wrote, read back in the binary form, so they are the
 *       same rows whatever its schema is.
 *   <li>Whatever is compared is measured in the same run, and each part starts with an empty log.
 * </ul>
 */
@NullMarked
package io.cairo.bench;

import org.jspecify.annotations.NullMarked;
