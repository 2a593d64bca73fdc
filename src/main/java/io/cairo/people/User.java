package io.cairo.people;

import io.cairo.tool.Doc;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person as lookup_user shows them. */
record User(
        UUID canonicalId,
        @Nullable String userId,
        @Nullable String email,
        JsonObject traits,

        @Doc("Traits that are not what their name promises, or were too large") @Nullable
        List<Flagged> flagged,

        @Doc("Names of traits for which this answer has no room") @Nullable
        List<String> traitsOmitted,

        @Doc(
                "How often a trait was told that was not kept: a person has at most 300, with names of at most 100 characters")
        @Nullable
        Long traitsLeftOut,

        List<Group> groups,

        List<Identity> identities,

        @Doc("All of them; identities shows the first") int identityCount,

        @Nullable Instant firstSeen,
        @Nullable Instant lastSeen) {

    /** A trait with which something is wrong. */
    record Flagged(String trait, String problem) {}

    /** A group that the person was said to belong to. */
    record Group(String groupId, JsonObject traits, Instant firstSeen, Instant lastSeen) {}
}
