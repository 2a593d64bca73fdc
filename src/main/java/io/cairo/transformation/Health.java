package io.cairo.transformation;

import io.cairo.tool.Doc;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a transformation has fared since it was made. */
record Health(
        @Nullable String pausedReason,
        @Nullable Instant pausedAt,

        @Doc("Events it failed on") long errors,

        @Doc("Events it had to be killed for") long kills,
        @Nullable String lastError,

        @Doc("In the code") @Nullable Integer lastErrorLine,
        @Nullable Instant lastErrorAt,

        @Doc("The event it failed on last") @Nullable String lastMessageId) {}
