package io.cairo.ingest;

import org.jspecify.annotations.Nullable;

/**
 * One event of a request that could not be taken, and why; its neighbours were not harmed.
 *
 * @param index its place in the batch, from 0
 * @param code for programs
 * @param message for people: the field, what came, what is allowed
 */
public record Rejected(int index, @Nullable String messageId, String code, String message) {}
