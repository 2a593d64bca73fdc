package io.cairo.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids of new persons. They begin with the time, so that the index grows at its edge.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7">RFC 9562, version 7</a>
 */
record PersonIds(Clock clock) {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    Instant now() {
        return clock.instant();
    }

    UUID next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long time = clock.millis() << 16;
        return new UUID(time | VERSION | (random.nextLong() & 0xfff), VARIANT | (random.nextLong() >>> 2));
    }
}
