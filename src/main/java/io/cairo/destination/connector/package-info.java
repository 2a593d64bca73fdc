/** One class for each destination type; none knows another, the database or the network. */
@NullMarked
package io.cairo.destination.connector;

import org.jspecify.annotations.NullMarked;
