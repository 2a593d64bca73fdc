package io.cairo.identity;

import io.cairo.message.Identifier;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a person is who they are. Both lists have the newest first.
 *
 * @param links what named their identifiers together with each other or with somebody else's
 * @param changes what happened to them as persons: the journal
 */
public record Story(List<Linked> links, List<Change> changes) {
    /**
     * Two identifiers that something named together.
     *
     * @param at when it happened
     * @param alias whether somebody said that they are the same
     * @param cause the message, by its id
     * @param refused the rule because of which they are not one person for it; null if they are, or if other links had
     *     joined them before
     */
    public record Linked(
            Identifier one,
            Identifier other,
            Instant at,
            boolean alias,
            String cause,
            @Nullable String refused) {}

    /**
     * A line of the journal.
     *
     * @param id to be named when it is undone
     * @param kind {@code merge} (other is part of person now), {@code split} (person came out of other), {@code move} (some
     *     identifiers went from other to person), {@code unmerge} (a call parted them), {@code refusal} (by protection)
     * @param other null if nobody else took part
     * @param identifiers those that went to {@code person}
     * @param rule of a refusal, else null
     * @param cause the message, by its id, or the call
     * @param at when it was done, by the server's clock
     */
    public record Change(
            long id,
            String kind,
            UUID person,
            @Nullable UUID other,
            List<Identifier> identifiers,
            @Nullable String rule,
            String cause,
            Instant at) {}
}
