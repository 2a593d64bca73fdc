package io.cairo.access;

import io.cairo.base.Problem;
import org.jspecify.annotations.Nullable;

/** Tells who a key belongs to; the edges ask it without knowing where keys are kept. */
public interface Callers {

    /**
     * Who this key belongs to.
     *
     * @param key as the request gave it; null or blank if it gave none
     * @param local whether the request came from this machine and through no proxy; see {@link Origins#isLocal}
     * @throws Problem MISSING_WRITE_KEY, INVALID_WRITE_KEY, or UNAVAILABLE if the key cannot be checked now
     */
    Caller of(@Nullable String key, boolean local);

    /**
     * Whether a caller of earlier could still call, with the same rights: its key is registered and not revoked; for one
     * without a registered key, that Cairo still takes such callers.
     *
     * @throws Problem UNAVAILABLE if it cannot be checked now
     */
    boolean isActive(Caller caller);

    /** Whether any non-empty key is accepted from this machine because none has been registered yet. */
    boolean isOpen();
}
