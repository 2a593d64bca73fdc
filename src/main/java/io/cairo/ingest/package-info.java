/**
 * The one road in: from a request's messages to rows in the log.
 *
 * <p>{@code http} takes what applications deliver, {@code IngestTools} what agents do; both have it read by {@code reading}
 * and hand it to {@code Pipeline}, which with {@code GroupCommit} is every stage, in order: many requests are written in one
 * transaction, and each is answered after the commit. Features take part as a {@code Stage}; owns the table {@code
 * set_aside}, where the originals of messages stay for some days that a stage changed or dropped: a partition a day, and an
 * index of message ids only for what is gone, since what went on is found by when its event arrived.
 */
@NullMarked
package io.cairo.ingest;

import org.jspecify.annotations.NullMarked;
