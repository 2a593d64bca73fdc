package io.cairo.destination.kit;

import io.cairo.base.JsonText;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What an event becomes at a vendor: a part of a request, or nothing, or something that the vendor would never take.
 *
 * @param route where it goes; null if it is not sent
 * @param item its part of the request's body
 * @param single events of the same one do not share a request, for vendors that take each record once; empty for none
 * @param refusal why the vendor would not take it; null unless it is refused
 */
@SuppressWarnings("ArrayRecordComponent") // made once and sent as it is
public record Fit(
        @Nullable Route route,
        byte[] item,
        String single,
        @Nullable String refusal) {
    private static final byte[] NOTHING = {};

    /** It is sent there. */
    public static Fit to(Route route, JsonValue item) {
        return new Fit(route, JsonText.bytes(item), "", null);
    }

    /** It is sent there, as these bytes. */
    public static Fit to(Route route, byte[] item) {
        return new Fit(route, item, "", null);
    }

    /** The same, but not together with another event about the same record. */
    public Fit once(String about) {
        return new Fit(route, item, about, refusal);
    }

    /** The vendor has no use for it. */
    public static Fit filtered() {
        return new Fit(null, NOTHING, "", null);
    }

    /** The vendor would not take it, for this reason, which holds nothing personal. */
    public static Fit refused(String reason) {
        return new Fit(null, NOTHING, "", reason);
    }
}
