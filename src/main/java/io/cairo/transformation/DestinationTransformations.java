package io.cairo.transformation;

import io.cairo.base.Problem;
import io.cairo.message.Message;
import io.cairo.transformation.Course.Fate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The transformations that run when events are sent to a destination; errors count each time an event is tried. */
@ApplicationScoped
public class DestinationTransformations {
    @Inject
    Links links;

    @Inject
    Chain chain;

    @Inject
    Troubles troubles;

    /** What is done to the events of a destination at present; empty if nothing. One look-up in a map. */
    public Optional<Treatment> of(UUID destination) {
        List<Link> chained = links.ofDestination(destination);
        return chained.isEmpty() ? Optional.empty() : Optional.of(events -> treated(chained, events));
    }

    /** The same for a look at what would be sent: errors are not counted. Empty if nothing is done. */
    public Optional<Treatment> withoutCounting(UUID destination) {
        List<Link> chained = links.ofDestination(destination);
        return chained.isEmpty()
                ? Optional.empty()
                : Optional.of(events -> chain.run(chained, events).stream()
                        .map(DestinationTransformations::treated)
                        .toList());
    }

    /**
     * The same with one of them in another of its versions.
     *
     * @throws Problem INVALID_ARGUMENT if it is none of the destination's enabled ones, NOT_FOUND if it has no such version
     */
    public Treatment of(UUID destination, UUID transformation, int version) {
        List<Link> chained = links.ofDestination(destination);
        if (chained.stream().noneMatch(link -> link.id().equals(transformation))) {
            throw Problem.invalid(
                            "transformation_id",
                            "is no enabled transformation of this destination; those of all events ran before they were"
                                    + " stored; list_transformations shows those there are")
                    .next("list_transformations");
        }
        List<Link> changed = chained.stream()
                .map(link -> link.id().equals(transformation) ? links.inVersion(link, version) : link)
                .toList();
        return events -> treated(changed, events);
    }

    private List<Treatment.Treated> treated(List<Link> chained, List<Message> events) {
        List<Course> courses = chain.run(chained, events);
        troubles.count(
                courses.stream().flatMap(course -> course.troubles().stream()).toList());
        return courses.stream().map(DestinationTransformations::treated).toList();
    }

    private static Treatment.Treated treated(Course course) {
        return new Treatment.Treated(course.messages(), course.fate() == Fate.QUARANTINED ? course.reason() : null);
    }
}
