/**
 * Receivers that do not speak HTTP: one {@link io.cairo.destination.egress.Protocol} for each, over a kept client library. They
 * connect only to addresses that the guard has vetted, answer with error codes and never with what an event holds, and end in
 * the time that a call has.
 */
@NullMarked
package io.cairo.destination.line;

import org.jspecify.annotations.NullMarked;
