/**
 * JavaScript that changes events on their way: what is configured, its versions, and the stage that runs it. Owns the tables
 * {@code transformation}, {@code transformation_version} and {@code transformation_kill}.
 *
 * <p>{@code sandbox} runs code in other processes; nothing here ever runs it in the server's. What code returns is read by the
 * same strict reader as what a sender sends, and refused by it counts as an error of the code. Errors are counted and follow
 * {@code on_error}; an event that kills a worker is quarantined, and the third within ten minutes pauses the transformation.
 * Where no worker can be had nothing is stored: data that its owner wants changed never passes unchanged by accident.
 *
 * <p>Those of a namespace run before the log, those of a destination in delivery, by the same {@code Chain}. Errors of the road
 * in are counted in the transaction that stores the event, so a repetition is not counted twice; kills at once.
 */
@NullMarked
package io.cairo.transformation;

import org.jspecify.annotations.NullMarked;
