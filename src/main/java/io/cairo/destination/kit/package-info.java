/**
 * What connectors are made of: reading an event, filling requests by count and bytes, reading answers, checking settings.
 *
 * <p>A connector for a vendor's API extends {@link io.cairo.destination.kit.Vendor} and says what each event becomes
 * ({@link io.cairo.destination.kit.Fit}): a part of a request, nothing, or something that the vendor would never take. Rules
 * that hold for all of them: an event is carried by one request at most; the events of one person keep their order over
 * requests to different routes; what a vendor would lose in silence is refused with a reason instead; an answer that cannot
 * be read is not taken for success where success can hide loss.
 */
@NullMarked
package io.cairo.destination.kit;

import org.jspecify.annotations.NullMarked;
