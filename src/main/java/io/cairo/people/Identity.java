package io.cairo.people;

import io.cairo.identity.Known;
import io.cairo.message.Identifier;
import io.cairo.message.Person;
import io.cairo.tool.Shape;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One identifier of a person, as it is shown.
 *
 * @param createdAt when the event happened that first told of it
 */
record Identity(
        String identityType, String identityValue, @Nullable Instant createdAt) {
    private static final Shape<Identity> SHAPE = Shape.of(Identity.class);
    private static final int CHARACTERS = 12_000;

    /** Those that fit into an answer. */
    static List<Identity> of(List<Known> known) {
        return fitting(known.stream().map(each -> of(each.identifier(), each.firstSeen())));
    }

    /** Those that fit into an answer, without their times. */
    static List<Identity> of(Person person) {
        return fitting(person.identifiers().stream().map(Identity::of));
    }

    private static List<Identity> fitting(Stream<Identity> identities) {
        return Room.first(identities.toList(), SHAPE, CHARACTERS);
    }

    static Identity of(Identifier identifier) {
        return of(identifier, null);
    }

    private static Identity of(Identifier identifier, @Nullable Instant createdAt) {
        return new Identity(identifier.type(), identifier.value(), createdAt);
    }
}
