/**
 * From bytes to messages: strictly, in bounds, in one pass and without a tree.
 *
 * <p>{@code Envelope} finds the events of a batch and what they share; {@code MessageReader} makes a {@code Message} of each,
 * or says what is wrong with that one. What the database cannot hold is replaced and flagged, never a reason to fail a batch.
 */
@NullMarked
package io.cairo.ingest.reading;

import org.jspecify.annotations.NullMarked;
