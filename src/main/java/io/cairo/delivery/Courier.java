package io.cairo.delivery;

import io.cairo.destination.Endpoint;
import io.cairo.transformation.Treatment;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Works on one destination at a time: claims it, does a shift, gives it back. For many threads. */
final class Courier {
    private final Shift.Tools with;
    private final Heartbeat heartbeat;
    private final Function<UUID, Optional<Endpoint<?>>> endpoints;
    private final Function<UUID, Optional<Treatment>> treatments;

    Courier(
            Shift.Tools with,
            Heartbeat heartbeat,
            Function<UUID, Optional<Endpoint<?>>> endpoints,
            Function<UUID, Optional<Treatment>> treatments) {
        this.with = with;
        this.heartbeat = heartbeat;
        this.endpoints = endpoints;
        this.treatments = treatments;
    }

    /**
     * What a call came to.
     *
     * @param worked whether there was anything to do
     * @param more whether there may be more to do at once
     * @param slow whether the receiver keeps a courier waiting
     */
    record Served(boolean worked, boolean more, boolean slow) {
        static final Served NOTHING = new Served(false, false, false);
    }

    /**
     * Works on a destination until it has nothing due, or for some seconds, so that others have their turn.
     *
     * @param owner a text that no other claim has
     * @param goingOn false as soon as no new request shall begin
     * @throws RuntimeException if something is wrong with the destination or the database; the claim then ends by itself
     */
    Served serve(UUID destination, String owner, BooleanSupplier goingOn) throws InterruptedException {
        Optional<Claim> claimed = with.ledger().claim(destination, owner);
        if (claimed.isEmpty()) {
            return Served.NOTHING;
        }
        try (Heartbeat.Hold hold = heartbeat.hold(destination, owner)) {
            Optional<Endpoint<?>> endpoint = endpoints.apply(destination);
            if (endpoint.isEmpty()) {
                return Served.NOTHING;
            }
            return worked(claimed.get(), endpoint.get(), () -> goingOn.getAsBoolean() && hold.isHeld());
        } catch (LeaseLost e) {
            return Served.NOTHING;
        }
    }

    private Served worked(Claim claim, Endpoint<?> endpoint, BooleanSupplier working) throws InterruptedException {
        Shift shift = new Shift(with, claim, endpoint, treatments.apply(claim.destination()), working);
        shift.work();
        with.ledger().release(claim, shift.rest());
        return new Served(true, shift.isMore(), shift.isSlow());
    }
}
