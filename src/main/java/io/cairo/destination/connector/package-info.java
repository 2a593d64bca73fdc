/**
 * One class for each destination type, with its settings; none knows another, the database or the network. What they share
 * is in {@code kit}. A class says in its first lines which events its vendor has no use for, what it does about limits of age
 * and size, and whether an event can arrive twice.
 */
@NullMarked
package io.cairo.destination.connector;

import org.jspecify.annotations.NullMarked;
