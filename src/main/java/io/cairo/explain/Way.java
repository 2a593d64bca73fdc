package io.cairo.explain;

import io.cairo.delivery.Traces;
import io.cairo.event.Sightings.Sighting;
import io.cairo.identity.Story;
import io.cairo.ingest.Originals.Original;
import io.cairo.message.Person;
import io.cairo.plan.Violations;
import io.cairo.replay.Repeats;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one event.
 *
 * @param stored the newest first; empty if it is not in the log
 * @param original as it arrived, if a stage has changed or dropped it lately
 * @param madeOf the id of the event of which this one was made among others, whose original that is; null if it is its own
 * @param people whom its identifiers belong to now
 * @param stories of these, in their order
 * @param traces of the newest one that is stored
 * @param repeats of the same
 */
record Way(
        String messageId,
        List<Sighting> stored,
        Optional<Original> original,
        @Nullable String madeOf,
        List<Violations.Sampled> violations,
        List<Person> people,
        List<Story> stories,
        List<Traces.Trace> traces,
        List<Repeats.Repeat> repeats,
        Kept kept) {

    /** How long things are kept. */
    record Kept(Duration events, Duration originals, Duration ids) {}

    boolean isKnown() {
        return !stored.isEmpty() || original.isPresent();
    }

    /** As it lies in the log. */
    @Nullable
    Sighting newest() {
        return stored.isEmpty() ? null : stored.get(0);
    }
}
