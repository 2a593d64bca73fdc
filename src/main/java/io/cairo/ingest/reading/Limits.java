package io.cairo.ingest.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How large things may be; the defaults are Segment's.
 *
 * @see <a href="https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#max-request-size">Segment's
 *     limits</a>
 */
@ApplicationScoped
public class Limits {
    /** Levels of objects and arrays in an event. */
    static final int DEPTH = 64;

    /** Characters of a message id; longer ones cannot be told apart by every client. */
    public static final int MESSAGE_ID = 100;

    /** Characters of an event's, page's or screen's name. */
    static final int NAME = 255;

    /** Characters of a user, anonymous, group or previous id. */
    static final int IDENTIFIER = 500;

    /** Ids of other systems in one event; more only travel. */
    static final int EXTERNAL_IDS = 20;

    @Inject
    @ConfigProperty(name = "CAIRO_MAX_BATCH_BYTES", defaultValue = "512000")
    int batchBytes;

    @Inject
    @ConfigProperty(name = "CAIRO_MAX_EVENT_BYTES", defaultValue = "32768")
    int eventBytes;

    @Inject
    @ConfigProperty(name = "CAIRO_MAX_BATCH_EVENTS", defaultValue = "2500")
    int batchEvents;

    /** Bytes of a whole request, before and after inflating. */
    public int batchBytes() {
        return batchBytes;
    }

    /** Bytes of one event as it was sent. */
    int eventBytes() {
        return eventBytes;
    }

    /** Events of one request. */
    public int batchEvents() {
        return batchEvents;
    }
}
