/**
 * What of its namespace a destination gets, and in which form: filters, consent, mapping of fields, throttle.
 *
 * <p>Rules are settings, checked when they are made. They are applied anew for each try of an event, filters before the
 * destination's transformations and the mapping after them, so the mapping has the last word before the connector. Nothing here
 * throws at an event: what a mapping cannot be done to is said, and buried.
 */
@NullMarked
package io.cairo.destination.rule;

import org.jspecify.annotations.NullMarked;
