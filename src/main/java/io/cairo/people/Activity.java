package io.cairo.people;

import io.cairo.event.Histories;
import io.cairo.event.Histories.Deed;
import io.cairo.identity.Graph;
import io.cairo.message.Identifier;
import io.cairo.message.Person;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a person did, under whichever of their identifiers: events are never rewritten, so they are joined when they are read. */
@ApplicationScoped
public class Activity {
    /** Enough to find the last that happened among those that were stored last. */
    private static final int LATELY = 50;

    /** A shared device may have hundreds; each costs a look-up in every week of the log. */
    private static final int MOST_NAMES = 40;

    @Inject
    Histories histories;

    @Inject
    Graph graph;

    /** The events that were stored last, newest first. */
    List<Deed> of(Person person) {
        List<String> subjects = subjects(person);
        List<Deed> deeds = histories.of(person.namespace(), subjects, person.values(Identifier.EMAIL), LATELY);
        Set<String> others = others(person, deeds);
        return deeds.stream().filter(deed -> !others.contains(deed.subject())).toList();
    }

    /** User ids and emails first, then the visitors that were seen last. */
    private static List<String> subjects(Person person) {
        List<Identifier> identifiers = person.identifiers();
        Stream<Identifier> visitors = Stream.iterate(identifiers.size() - 1, i -> i >= 0, i -> i - 1)
                .map(identifiers::get)
                .filter(identifier -> identifier.type().equals(Identifier.ANONYMOUS_ID));
        Stream<Identifier> named = identifiers.stream()
                .filter(identifier ->
                        Set.of(Identifier.USER_ID, Identifier.EMAIL).contains(identifier.type()));
        return Stream.concat(named, visitors)
                .limit(MOST_NAMES)
                .map(Identifier::key)
                .toList();
    }

    /** The subjects of events that only name this person's email and are somebody else's. */
    private Set<String> others(Person person, List<Deed> deeds) {
        Set<String> own = person.keys();
        Set<String> strangers = deeds.stream()
                .map(Deed::subject)
                .filter(subject -> !own.contains(subject) && isPersons(subject))
                .collect(Collectors.toSet());
        if (strangers.isEmpty()) {
            return Set.of();
        }
        List<Identifier> identifiers = strangers.stream().map(Identifier::ofKey).toList();
        return graph.people(person.namespace(), identifiers).stream()
                .filter(other -> !other.id().equals(person.id()))
                .flatMap(other -> other.keys().stream())
                .filter(strangers::contains)
                .collect(Collectors.toSet());
    }

    private static boolean isPersons(String subject) {
        return subject.startsWith("u:") || subject.startsWith("a:") || subject.startsWith("e:");
    }
}
