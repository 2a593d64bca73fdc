/**
 * Sends events of the log to a destination once more; owns the table {@code replay}.
 *
 * <p>A replay is a job: a selection of the log that is walked by position, slice by slice, under a lease, so that one node is at
 * it and another goes on where it stopped. Slices are sent as delivery sends, with the same message ids, and with a mark in
 * what is sent. It keeps a state of its own: nothing of delivery's, so that what fails here holds up nobody's live events.
 * What could not be sent of a slice is tried again before the next one; what is refused, or fails too often, is counted.
 *
 * <p>Before each slice it is asked who may not be stored: of people who are suppressed or erased nothing is sent. If that
 * cannot be told, nothing at all is.
 */
@NullMarked
package io.cairo.replay;

import org.jspecify.annotations.NullMarked;
