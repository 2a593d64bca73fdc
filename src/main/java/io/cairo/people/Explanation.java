package io.cairo.people;

import io.cairo.identity.Story;
import io.cairo.tool.Doc;
import io.cairo.tool.Shape;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Why a person is who they are, as it is shown: the newest first, as much as there is room for. */
record Explanation(
        @Doc("What was named together") List<Linked> links,
        @Doc("Merges and what else changed") List<Change> changes,
        @Doc("Whether there is more than this") boolean truncated) {
    /** Of links and of changes. */
    static final int MOST = 50;

    private static final Shape<Linked> LINKED = Shape.of(Linked.class);
    private static final Shape<Change> CHANGE = Shape.of(Change.class);
    private static final int CHARACTERS = 25_000;
    private static final int MOST_IDENTITIES = 20;

    /**
     * Two identifiers that something named together.
     *
     * @param cause the message, by its id
     * @param refused the rule because of which they are not one person for it
     */
    record Linked(
            Identity one,
            Identity other,
            Instant at,
            boolean alias,
            String cause,
            @Nullable String refused) {}

    /**
     * A line of the journal.
     *
     * @param changeId names it to unmerge_identity
     * @param identities that went to {@code canonicalId}, the first of them
     */
    record Change(
            long changeId,
            String kind,
            UUID canonicalId,
            @Nullable UUID otherId,
            List<Identity> identities,
            @Nullable String rule,
            String cause,
            Instant at) {}

    static Explanation of(Story story) {
        List<Linked> links =
                Room.first(story.links().stream().map(Explanation::linked).toList(), LINKED, CHARACTERS);
        List<Change> changes =
                Room.first(story.changes().stream().map(Explanation::change).toList(), CHANGE, CHARACTERS);
        boolean isWhole = links.size() == story.links().size()
                && changes.size() == story.changes().size()
                && links.size() < MOST
                && changes.size() < MOST;
        return new Explanation(links, changes, !isWhole);
    }

    private static Linked linked(Story.Linked link) {
        return new Linked(
                Identity.of(link.one()),
                Identity.of(link.other()),
                link.at(),
                link.alias(),
                link.cause(),
                link.refused());
    }

    private static Change change(Story.Change change) {
        return new Change(
                change.id(),
                change.kind(),
                change.person(),
                change.other(),
                change.identifiers().stream()
                        .limit(MOST_IDENTITIES)
                        .map(Identity::of)
                        .toList(),
                change.rule(),
                change.cause(),
                change.at());
    }
}
