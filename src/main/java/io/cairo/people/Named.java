package io.cairo.people;

import io.cairo.base.Problem;
import io.cairo.identity.Graph;
import io.cairo.message.Identifier;
import io.cairo.message.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a caller names somebody: by some of their identifiers, or by the canonical id.
 *
 * @param canonicalId null unless it is named
 */
record Named(List<Identifier> identifiers, @Nullable UUID canonicalId) {
    private static final String WAYS = "user_id, anonymous_id, email, type and value, or canonical_id";

    /** @throws Problem INVALID_ARGUMENT if nothing is named, or a type without its value */
    static Named of(
            @Nullable String userId,
            @Nullable String anonymousId,
            @Nullable String email,
            @Nullable String type,
            @Nullable String value,
            @Nullable UUID canonicalId) {
        List<Identifier> identifiers = new ArrayList<>();
        given("user_id", userId).map(Identifier::userId).ifPresent(identifiers::add);
        given("anonymous_id", anonymousId).map(Identifier::anonymousId).ifPresent(identifiers::add);
        given("email", email).map(Identifier::email).ifPresent(identifiers::add);
        typed(type, value).ifPresent(identifiers::add);
        if (identifiers.isEmpty() && canonicalId == null) {
            throw Problem.invalid("user_id", "is missing; name the person by " + WAYS)
                    .next("send one of " + WAYS);
        }
        return new Named(List.copyOf(identifiers), canonicalId);
    }

    private static Optional<String> given(String field, @Nullable String value) {
        if (value != null && value.isBlank()) {
            throw Problem.invalid(field, "is empty; send a value or leave it out");
        }
        return Optional.ofNullable(value);
    }

    private static Optional<Identifier> typed(@Nullable String type, @Nullable String value) {
        if (type == null && value == null) {
            return Optional.empty();
        }
        String id = given("value", value)
                .orElseThrow(() -> Problem.invalid("value", "is missing; type needs the identifier's value beside it"));
        return Optional.of(
                switch (given("type", type).orElse("")) {
                    case Identifier.USER_ID, "user_id" -> Identifier.userId(id);
                    case Identifier.ANONYMOUS_ID, "anonymous_id" -> Identifier.anonymousId(id);
                    case Identifier.EMAIL -> Identifier.email(id);
                    default -> custom(type, id);
                });
    }

    private static Identifier custom(@Nullable String type, String value) {
        if (type == null || !Identifier.isCustomType(type)) {
            throw Problem.invalid(
                    "type",
                    "must be userId, anonymousId, email, or a type of context.externalIds: a letter, then up to 63"
                            + " letters, digits, dots, dashes and underscores");
        }
        return new Identifier(type, value);
    }

    /**
     * Who that is. What is named beside and unknown does not matter.
     *
     * @return empty if nobody is known by any of it
     * @throws Problem CONFLICT if it names several people
     */
    Optional<Person> in(Graph graph, int namespace) {
        UUID id = canonicalId;
        Stream<Person> byId = id == null ? Stream.empty() : graph.person(namespace, id).stream();
        Stream<Person> byName = identifiers.isEmpty() ? Stream.empty() : graph.people(namespace, identifiers).stream();
        Map<UUID, Person> people = new HashMap<>();
        Stream.concat(byId, byName).forEach(person -> people.put(person.id(), person));
        if (people.size() > 1) {
            throw new Problem(
                            Problem.Code.CONFLICT,
                            "These identifiers belong to %d different people; ask for one of them at a time, or join the"
                                            .formatted(people.size())
                                    + " people with alias_identity")
                    .next("send one identifier");
        }
        return people.values().stream().findFirst();
    }
}
