package io.cairo.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What would become of one event at a destination.
 *
 * @param reason the rule or code that is against it; null if it would be sent
 */
public record Prospect(
        String messageId, Fate result, @Nullable String reason) {
    /** All that can become of an event before it is sent. */
    public enum Fate {
        SENT,
        FILTERED,
        /** It would become a dead letter. */
        DEAD
    }

    static Prospect of(Verdict verdict) {
        boolean filtered = verdict.is(Verdict.Fate.FILTERED);
        return new Prospect(
                verdict.pending().event().messageId(), filtered ? Fate.FILTERED : Fate.DEAD, verdict.detail());
    }
}
