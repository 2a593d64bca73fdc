/**
 * One event's whole way, put together from what each part of Cairo still knows of it. Owns no table and writes nothing: most
 * events leave no trace but themselves, so what is not kept of an event is said to be unknown.
 */
@NullMarked
package io.cairo.explain;

import org.jspecify.annotations.NullMarked;
