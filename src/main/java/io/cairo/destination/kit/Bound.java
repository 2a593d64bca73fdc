package io.cairo.destination.kit;

/**
 * The most that one request carries.
 *
 * @param count events
 * @param bytes of all events together, in UTF-8
 * @param each bytes of one event; a larger one is refused
 */
public record Bound(int count, int bytes, int each) {}
