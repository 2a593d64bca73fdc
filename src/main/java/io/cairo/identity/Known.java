package io.cairo.identity;

import io.cairo.message.Identifier;
import java.time.Instant;

/**
 * An identifier of a person.
 *
 * @param firstSeen when the event happened that first told of it
 */
public record Known(Identifier identifier, Instant firstSeen) {}
