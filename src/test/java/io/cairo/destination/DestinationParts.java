package io.cairo.destination;

import io.cairo.base.Database;

/** Parts of destinations for other packages, without a container. */
public final class DestinationParts {
    private DestinationParts() {}

    public static Recipients recipients(Database database) {
        Recipients recipients = new Recipients();
        recipients.database = database;
        return recipients;
    }
}
