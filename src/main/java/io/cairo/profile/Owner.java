package io.cairo.profile;

import io.cairo.message.Identifier;
import io.cairo.message.Message;
import io.cairo.message.Placeholders;
import java.util.Comparator;
import java.util.Optional;

/** Of whom something is told, by a key that is unique in its namespace. Sorted as the database sorts. */
record Owner(int namespace, String key) implements Comparable<Owner> {
    private static final Comparator<Owner> ORDER =
            Comparator.comparingInt(Owner::namespace).thenComparing(Owner::key, Bytewise.ORDER);

    /** Whose traits a message tells: the person's of an identify, the group's of a group; empty for all others. */
    static Optional<Owner> of(Message message, Placeholders nobody) {
        return switch (message.type()) {
            case IDENTIFY -> person(message, nobody);
            case GROUP ->
                Optional.ofNullable(message.who().groupId()).map(group -> new Owner(message.namespace(), "g:" + group));
            case TRACK, PAGE, SCREEN, ALIAS -> Optional.empty();
        };
    }

    /** The person that a message names, by the first of their identifiers that identifies somebody. */
    static Optional<Owner> person(Message message, Placeholders nobody) {
        return message.who().identifiers().stream()
                .filter(identifier -> !nobody.isBlocked(identifier.value()))
                .findFirst()
                .map(Identifier::key)
                .map(key -> new Owner(message.namespace(), key));
    }

    @Override
    public int compareTo(Owner other) {
        return ORDER.compare(this, other);
    }
}
