package io.cairo.message;

/** New events are in the log. A hint for whoever reads it: it carries nothing and may be lost. */
public record Arrival() {}
