/**
 * The configured places to deliver to; owns the table {@code destination} and opens each one's row in {@code delivery}.
 *
 * <p>A connector is a pure function in {@code connector}, made of what {@code kit} has; {@code egress} is the only way out, for
 * receivers without HTTP through {@code line}; {@code rule} is what of a namespace's events a destination gets, and in which
 * form. Settings are kept encrypted (AES-256-GCM, bound to their destination) and shown masked; a masked secret that comes back
 * unchanged means the stored one. A new destination begins at the log's present end.
 */
@NullMarked
package io.cairo.destination;

import org.jspecify.annotations.NullMarked;
