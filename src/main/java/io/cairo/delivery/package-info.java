/**
 * Moves the log to every destination; owns the tables {@code delivery}, {@code delivery_retry}, {@code delivery_attempt},
 * {@code dead_letter}, {@code delivery_alert} and {@code delivery_pace}.
 *
 * <p>A destination is a cursor, not a row per event. A node claims a destination by a lease, reads a slice of the log behind
 * the cursor, sends it in lanes (one subject is always in one lane, so its events stay in order) and moves the cursor in one
 * transaction, fenced by the lease. Only exceptions become rows: an event that waits for another try, and the later ones of
 * its subject behind it. What a destination's transformations make of an event is made anew for each try; several parcels of
 * one event are judged together. If nothing at all gets through, the cursor stays and delivery holds: a dead receiver costs no
 * rows but those that count what was tried. Such a count is kept of what needed more than one try, and of nothing else.
 *
 * <p>Nobody waits for others: a courier yields after some seconds, receivers that are slow or take nothing have couriers of
 * their own, a throttled destination rests instead of keeping a thread. Leases are renewed by a heartbeat, however long a
 * receiver takes, so they can be short.
 *
 * <p>The bell (JMS) only wakes; a poll stands behind it, so a lost bell or a restart loses nothing. A crash repeats what was
 * on its way: at least once, with the same {@code webhook-id}.
 */
@NullMarked
package io.cairo.delivery;

import org.jspecify.annotations.NullMarked;
