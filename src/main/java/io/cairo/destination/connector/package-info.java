/**
 * One class for each destination type, with its settings; none knows another, the database or the network. What they share
 * is in {@code kit}. A class says in its first lines which events its vendor has no use for, what it does about limits of age
 * and size, and whether an event can arrive twice.
 *
 * <p>The class is the conversation with the vendor: settings, addresses, what a request carries and what an answer means. Where
 * more than a page says what an event becomes there, a record beside it does, {@code AmplitudeEvent} for {@code Amplitude}.
 */
@NullMarked
package io.cairo.destination.connector;

import org.jspecify.annotations.NullMarked;
