package io.cairo.event;

import io.cairo.access.Caller;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.PartitionSpan;
import io.cairo.context.Contents;
import io.cairo.context.Resource;
import io.cairo.tool.Bound;
import io.cairo.tool.Rows;
import io.cairo.tool.Shape;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The events of the caller's namespace of the last 30 days, by name, with what they carry, as a resource. */
@ApplicationScoped
public class EventSchema implements Resource {
    private static final Duration LATELY = Duration.ofDays(30);
    private static final Shape<Schema> SHAPE = Shape.of(Schema.class);

    @Inject
    Namespaces namespaces;

    @Inject
    SeenEvents seen;

    @Inject
    Clock clock;

    /**
     * A property and the JSON types that its values had.
     *
     * @param types of string, number, boolean, object, array, null
     */
    record Property(String name, List<String> types) {
        static Property of(String name, Set<String> types) {
            return new Property(name, List.copyOf(types));
        }
    }

    /**
     * An event by its name.
     *
     * @param count exact; null where there are more than are counted
     * @param countAtLeast how many there are at least, where there is no count
     */
    record Entry(
            String eventType,
            @Nullable Long count,
            @Nullable Long countAtLeast,
            Instant firstSeen,
            Instant lastSeen,
            List<Property> properties,
            @Nullable List<String> shortened) {
        static Entry of(SeenEvents.Seen seen) {
            boolean exact = seen.count() <= SeenEvents.MOST_COUNTED;
            return new Entry(
                    seen.name(),
                    exact ? seen.count() : null,
                    exact ? null : seen.count(),
                    seen.first(),
                    seen.last(),
                    seen.properties().entrySet().stream()
                            .map(property -> Property.of(property.getKey(), property.getValue()))
                            .toList(),
                    null);
        }
    }

    /**
     * What it holds.
     *
     * @param since the beginning of the week that 30 days ago was in
     */
    record Schema(
            String namespace,
            Instant since,
            int count,
            @Rows List<Entry> events,
            boolean truncated,
            @Nullable String hint) {}

    @Override
    public String uri() {
        return "schema://events";
    }

    @Override
    public String name() {
        return "event_schema";
    }

    @Override
    public String title() {
        return "Event schema";
    }

    @Override
    public String description() {
        return "Every event name of the last 30 days in your namespace, the most frequent first: how often and when it was"
                + " seen, and its properties with their types, from a sample. Read it before you query or plan events.";
    }

    @Override
    public boolean isOfNamespace() {
        return true;
    }

    @Override
    public String mimeType() {
        return "application/json";
    }

    @Override
    public Contents read(Caller caller, String uri, Map<String, String> variables) {
        Optional<Namespace> namespace = namespaces.forReading(caller, null);
        Instant since =
                PartitionSpan.WEEK.begin(PartitionSpan.WEEK.of(clock.instant().minus(LATELY)));
        SeenEvents.Finding found =
                namespace.map(in -> seen.list(in.id(), since)).orElseGet(() -> new SeenEvents.Finding(List.of(), true));
        List<Entry> events = found.events().stream()
                .sorted(Comparator.comparingLong(SeenEvents.Seen::count)
                        .thenComparing(SeenEvents.Seen::last)
                        .reversed())
                .map(Entry::of)
                .toList();
        String name = namespace
                .map(Namespace::name)
                .orElseGet(() -> Objects.requireNonNullElse(caller.namespace(), Namespace.DEFAULT));
        Schema schema = new Schema(name, since, events.size(), events, !found.complete(), hint(found));
        return Contents.text(
                uri, mimeType(), Bound.ofText(SHAPE).cut(SHAPE.encode(schema)).toString());
    }

    private static @Nullable String hint(SeenEvents.Finding found) {
        return found.complete()
                ? null
                : "There are more than %d event names; only the first in alphabetical order are here"
                        .formatted(SeenEvents.MOST_NAMES);
    }
}
