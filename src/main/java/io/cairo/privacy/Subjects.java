package io.cairo.privacy;

import io.cairo.base.Problem;
import io.cairo.identity.Graph;
import io.cairo.identity.Protection;
import io.cairo.message.Identifier;
import io.cairo.message.Person;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whom a demand is about. */
@ApplicationScoped
public class Subjects {
    @Inject
    Graph graph;

    @Inject
    Protection protection;

    /**
     * Somebody, under every identifier that is known to be theirs.
     *
     * @param known whether any event has named them
     */
    record Subject(Person person, boolean known) {}

    /**
     * Who is meant. A name that nobody has is taken for whatever it may be the name of, so that it counts as soon as somebody
     * has it.
     *
     * @param type of the identifier; null if it is not said: a user id, else an email, else an anonymous id
     * @throws Problem INVALID_ARGUMENT if there is no such type, or it is the name of nobody, such as "null"
     */
    Subject find(int namespace, String name, @Nullable String type) {
        if (protection.isBlocked(name)) {
            throw Problem.invalid(
                    "user_id", "is what many send who have no identifier, and nobody's name; send a person's");
        }
        List<Identifier> readings = readings(name, type);
        for (Identifier reading : readings) {
            Optional<Person> person = graph.person(namespace, reading);
            if (person.isPresent()) {
                return new Subject(whole(person.get()), true);
            }
        }
        return new Subject(new Person(namespace, UUID.randomUUID(), readings), false);
    }

    private static List<Identifier> readings(String name, @Nullable String type) {
        if (type == null) {
            return Identifier.readings(name);
        }
        return switch (type) {
            case Identifier.USER_ID -> List.of(Identifier.userId(name));
            case Identifier.ANONYMOUS_ID -> List.of(Identifier.anonymousId(name));
            case Identifier.EMAIL -> List.of(Identifier.email(name));
            default -> {
                if (!Identifier.isCustomType(type)) {
                    throw Problem.invalid(
                            "identity_type",
                            "must be userId, anonymousId, email, or the type of an id from context.externalIds");
                }
                yield List.of(new Identifier(type, name));
            }
        };
    }

    /** The same person with what has become known of them since; of those that were merged with them, too. */
    Person refreshed(Person person) {
        Set<Identifier> all = new LinkedHashSet<>(person.identifiers());
        graph.people(person.namespace(), person.identifiers())
                .forEach(each -> all.addAll(whole(each).identifiers()));
        return new Person(person.namespace(), person.id(), List.copyOf(all));
    }

    /** Also under what only an alias has named. */
    private Person whole(Person person) {
        Set<Identifier> all = new LinkedHashSet<>(person.identifiers());
        graph.everyKey(person).forEach(key -> all.add(Identifier.ofKey(key)));
        return new Person(person.namespace(), person.id(), List.copyOf(all));
    }
}
