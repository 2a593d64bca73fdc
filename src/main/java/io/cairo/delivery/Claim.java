package io.cairo.delivery;

import io.cairo.event.Position;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A destination that this node works on, as it stands now.
 *
 * @param owner who holds the lease: a different text for every claim
 * @param cursor the last position that is done with or kept as a row
 * @param failures how often in a row nothing at all got through
 * @param failingSince null while something gets through
 * @param version of the settings
 * @param parked how many events wait as rows
 * @param tried whether any event after the cursor has been tried in vain
 * @param now the database's time of this reading
 */
record Claim(
        UUID destination,
        int namespace,
        String owner,
        Position cursor,
        int failures,
        @Nullable Instant failingSince,
        int version,
        int parked,
        boolean tried,
        Instant now) {}
