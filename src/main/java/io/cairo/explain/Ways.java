package io.cairo.explain;

import io.cairo.delivery.Traces;
import io.cairo.event.Retention;
import io.cairo.event.Sightings;
import io.cairo.event.Sightings.Sighting;
import io.cairo.identity.Graph;
import io.cairo.identity.Story;
import io.cairo.ingest.Originals;
import io.cairo.ingest.Originals.Original;
import io.cairo.message.Identifier;
import io.cairo.message.Person;
import io.cairo.message.Who;
import io.cairo.plan.Violations;
import io.cairo.replay.Repeats;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks every part of Cairo what it knows of an event. */
@ApplicationScoped
public class Ways {
    /** Of each kind of thing. */
    static final int MOST = 20;

    /** Of the newest links and changes of a person. */
    static final int MOST_OF_A_STORY = 200;

    private static final int MOST_PEOPLE = 5;
    private static final Pattern ONE_OF_SEVERAL = Pattern.compile("(.+)-\\d{1,3}-[0-9a-f]{8}");

    @Inject
    Sightings sightings;

    @Inject
    Originals originals;

    @Inject
    Violations violations;

    @Inject
    Graph graph;

    @Inject
    Traces traces;

    @Inject
    Repeats repeats;

    @Inject
    Retention retention;

    Way of(int namespace, String messageId) {
        List<Sighting> stored = sightings.of(namespace, messageId);
        List<Person> people = stored.isEmpty() ? List.of() : people(namespace, stored.get(0));
        List<Story> stories = people.stream()
                .map(person -> graph.story(person, MOST_OF_A_STORY))
                .toList();
        Optional<Original> own = originals.find(namespace, messageId);
        Optional<String> whole = own.isPresent() ? Optional.empty() : whole(namespace, messageId, stored);
        return new Way(
                messageId,
                stored,
                whole.isPresent() ? originals.find(namespace, whole.get()) : own,
                whole.orElse(null),
                violations.naming(namespace, messageId, MOST),
                people,
                stories,
                stored.isEmpty()
                        ? List.of()
                        : traces.of(namespace, stored.get(0).position(), MOST + 1),
                stored.isEmpty()
                        ? List.of()
                        : repeats.of(namespace, stored.get(0).position(), MOST),
                new Way.Kept(retention.events(), originals.kept(), retention.deduplication()));
    }

    /** The id of the event of which code has made this one among others: such arrive together. */
    private Optional<String> whole(int namespace, String messageId, List<Sighting> stored) {
        Matcher matcher = ONE_OF_SEVERAL.matcher(messageId);
        if (stored.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        Instant arrived = stored.get(0).position().receivedAt();
        return originals
                .find(namespace, matcher.group(1))
                .filter(original -> original.receivedAt().equals(arrived))
                .map(original -> matcher.group(1));
    }

    private List<Person> people(int namespace, Sighting event) {
        List<Identifier> names =
                new Who(event.userId(), event.anonymousId(), null, null, event.email(), List.of()).identifiers();
        return names.isEmpty()
                ? List.of()
                : graph.people(namespace, names).stream().limit(MOST_PEOPLE).toList();
    }
}
