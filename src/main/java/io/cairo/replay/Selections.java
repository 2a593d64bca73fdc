package io.cairo.replay;

import io.cairo.access.Namespace;
import io.cairo.base.Database;
import io.cairo.base.Problem;
import io.cairo.event.Excerpt;
import io.cairo.event.Excerpts;
import io.cairo.event.Log;
import io.cairo.identity.Graph;
import io.cairo.ingest.OriginalLog;
import io.cairo.message.Identifier;
import io.cairo.message.Person;
import io.cairo.suppression.Suppressions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Understands which events somebody wants sent once more, and counts them. */
@ApplicationScoped
public class Selections {
    /** Beyond that it is only said that there are more. */
    static final int MOST_COUNTED = 200_000;

    @Inject
    Excerpts excerpts;

    @Inject
    OriginalLog originals;

    @Inject
    Log log;

    @Inject
    Graph graph;

    @Inject
    Suppressions suppressions;

    @Inject
    Database database;

    @Inject
    Clock clock;

    /**
     * How many events there are.
     *
     * @param byType in their order by name
     */
    record Counted(long events, Map<String, Long> byType) {
        /** What the number does not say. */
        @Nullable
        String note() {
            if (events == 0) {
                return "No stored event matches, so there is nothing to replay; query_events shows what is stored";
            }
            return events > MOST_COUNTED ? "There are more; they are not counted further" : null;
        }
    }

    /**
     * The events of a namespace that were received in some time, as far as they are there now.
     *
     * @param to null for now
     * @param name null for any
     * @param person by any of their identifiers; null for anybody
     * @throws Problem INVALID_ARGUMENT if the time is none, CONFLICT if the person is suppressed
     */
    Excerpt select(
            Namespace namespace, Instant from, @Nullable Instant to, @Nullable String name, @Nullable String person) {
        Instant now = clock.instant();
        Instant end = to == null || to.isAfter(now) ? now : to;
        if (!from.isBefore(end)) {
            throw Problem.invalid(
                            "from", "must be earlier than to, and than now; %s came, and %s as to".formatted(from, end))
                    .received(from.toString())
                    .next("send an earlier from, or a later to");
        }
        return new Excerpt(
                namespace.id(), from, end, log.end(), name, person == null ? null : whose(namespace.id(), person));
    }

    private Excerpt.Whose whose(int namespace, String name) {
        Set<Identifier> identifiers = identifiers(namespace, name);
        if (suppressions.find(namespace, identifiers).isPresent()) {
            throw Problem.of(
                            Problem.Code.CONFLICT,
                            "user_id",
                            "is somebody who is suppressed, of whom nothing is sent; gdpr_unsuppress_user would lift that")
                    .next("leave the person alone");
        }
        return new Excerpt.Whose(
                identifiers.stream().map(Identifier::key).toList(),
                identifiers.stream()
                        .filter(identifier -> identifier.type().equals(Identifier.EMAIL))
                        .map(Identifier::value)
                        .toList());
    }

    /** All that are known to be the same person's; of a name that nobody has, whatever it may be the name of. */
    private Set<Identifier> identifiers(int namespace, String name) {
        List<Identifier> readings = Identifier.readings(name);
        for (Identifier reading : readings) {
            Optional<Person> person = graph.person(namespace, reading);
            if (person.isPresent()) {
                Set<Identifier> all = new LinkedHashSet<>(person.get().identifiers());
                graph.everyKey(person.get()).forEach(key -> all.add(Identifier.ofKey(key)));
                return all;
            }
        }
        return new LinkedHashSet<>(readings);
    }

    /** @param by null for events of the log; for originals, the reason for which they were set aside, empty for any */
    Counted count(Excerpt excerpt, @Nullable String by) {
        Map<String, Long> byType = by == null
                ? excerpts.count(excerpt, MOST_COUNTED + 1)
                : originals.count(excerpt, by.isEmpty() ? null : by, MOST_COUNTED + 1);
        return new Counted(byType.values().stream().mapToLong(Long::longValue).sum(), byType);
    }

    /** @throws Problem NOT_FOUND if the namespace has no such destination, CONFLICT if it is disabled */
    void checkDestination(int namespace, UUID destination) {
        boolean enabled = database.first(
                        "SELECT enabled FROM destination WHERE namespace_id = ? AND id = ?",
                        row -> row.getBoolean(1),
                        namespace,
                        destination)
                .orElseThrow(() -> Problem.notFound("destination", destination));
        if (!enabled) {
            throw Problem.of(
                            Problem.Code.CONFLICT,
                            "destination_id",
                            "is a destination that is disabled; enable it with update_destination first")
                    .next("update_destination with enabled true");
        }
    }
}
