package io.cairo.explain;

import io.cairo.identity.Story;
import io.cairo.message.Identifier;
import io.cairo.tool.Shape;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells what an event told about who is who. */
record Decision(Way way) {
    record Joined(String one, String other, @Nullable String refused) {}

    record Changed(long changeId, String kind, UUID canonicalId) {}

    record Decided(String verdict, List<UUID> canonicalIds, List<Joined> links, List<Changed> changes) {
        static final Shape<Decided> SHAPE = Shape.of(Decided.class);
    }

    JsonObject told() {
        if (way.stored().isEmpty()) {
            return Decided.SHAPE.encode(new Decided("none: it did not reach the log", List.of(), List.of(), List.of()));
        }
        List<Joined> links = caused(
                        way.stories().stream().flatMap(story -> story.links().stream()), Story.Linked::cause)
                .map(link -> new Joined(shown(link.one()), shown(link.other()), link.refused()))
                .distinct()
                .limit(Ways.MOST)
                .toList();
        List<Changed> changes = caused(
                        way.stories().stream().flatMap(story -> story.changes().stream()), Story.Change::cause)
                .map(change -> new Changed(change.id(), change.kind(), change.person()))
                .distinct()
                .limit(Ways.MOST)
                .toList();
        return Decided.SHAPE.encode(new Decided(
                verdict(links, changes),
                way.people().stream().map(person -> person.id()).toList(),
                links,
                changes));
    }

    private String verdict(List<Joined> links, List<Changed> changes) {
        if (way.people().isEmpty()) {
            return "it names nobody, or the person was erased";
        }
        return links.isEmpty() && changes.isEmpty()
                ? "it told nothing new, or %s know of more than %d links since"
                        .formatted("its people", Ways.MOST_OF_A_STORY)
                : "it told something new; resolve_identity explains the person";
    }

    private <T> Stream<T> caused(Stream<T> all, Function<T, String> cause) {
        return all.filter(each -> cause.apply(each).equals(way.messageId()));
    }

    private static String shown(Identifier identifier) {
        return identifier.type() + " " + identifier.value();
    }
}
