package io.cairo.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a message names.
 *
 * @param previousId of an alias: what the person was called before
 * @param email in lower case, from the traits, the properties or the context's traits
 * @param externalIds ids of other systems, from {@code context.externalIds}
 */
public record Who(
        @Nullable String userId,
        @Nullable String anonymousId,
        @Nullable String groupId,
        @Nullable String previousId,
        @Nullable String email,
        List<Identifier> externalIds) {

    /** Somebody of whom only the user id is known. */
    public static Who user(String userId) {
        return new Who(userId, null, null, null, null, List.of());
    }

    /**
     * Every name of the person: user id, anonymous id, email, then those of other systems. The group is an account and not the
     * person; an alias's previous id is left to who merges.
     */
    public List<Identifier> identifiers() {
        List<Identifier> all = new ArrayList<>(3 + externalIds.size());
        if (userId != null) {
            all.add(Identifier.userId(userId));
        }
        if (anonymousId != null) {
            all.add(Identifier.anonymousId(anonymousId));
        }
        if (email != null) {
            all.add(Identifier.email(email));
        }
        all.addAll(externalIds);
        return all;
    }

    /** The same, and whatever an alias's previous id may be the name of. */
    public List<Identifier> everyName() {
        List<Identifier> all = identifiers();
        if (previousId != null) {
            all.addAll(Identifier.readings(previousId));
        }
        return all;
    }
}
