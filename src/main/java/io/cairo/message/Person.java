package io.cairo.message;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A resolved person: all identifiers that are known to be theirs.
 *
 * @param namespace the id of the namespace
 * @param id the canonical id; it stays while nothing is merged
 * @param identifiers at least one
 */
public record Person(int namespace, UUID id, List<Identifier> identifiers) {
    /**
     * Whether a message in a table is about a person, in SQL: its subject is, or it names no user and the person's email. Takes
     * the person's {@link #keys} and emails, as arrays.
     */
    public static final String OWNS_MESSAGE = "(subject = ANY (?) OR (email = ANY (?) AND user_id IS NULL))";

    /** {@link Identifier#key()} of each. */
    public Set<String> keys() {
        return identifiers.stream().map(Identifier::key).collect(Collectors.toUnmodifiableSet());
    }

    /** The values of one type of identifier. */
    public Set<String> values(String type) {
        return identifiers.stream()
                .filter(identifier -> identifier.type().equals(type))
                .map(Identifier::value)
                .collect(Collectors.toUnmodifiableSet());
    }
}
