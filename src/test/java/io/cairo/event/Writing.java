package io.cairo.event;

import io.cairo.base.Database;
import io.cairo.message.Message;
import io.cairo.message.Who;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;

/** The log's parts without a container. */
public final class Writing {
    private Writing() {}

    /** What appends, with the week's partitions in place. */
    public static EventWriter writer(Database database, Clock clock) {
        partitions(database, clock).begin();
        EventWriter writer = new EventWriter();
        writer.retention = retention();
        writer.clock = clock;
        return writer;
    }

    static Partitions partitions(Database database, Clock clock) {
        Partitions partitions = new Partitions();
        partitions.database = database;
        partitions.retention = retention();
        partitions.clock = clock;
        return partitions;
    }

    /** Of thirty days. */
    public static Retention retention() {
        Retention retention = new Retention();
        retention.deduplicationDays = 7;
        retention.retentionDays = 30;
        return retention;
    }

    /** A track of user {@code userId}. */
    public static Message message(String messageId, String userId, Instant receivedAt) {
        return message(messageId, userId, receivedAt, "{\"messageId\":\"" + messageId + "\"}");
    }

    /** The same with a payload of the test's choice. */
    public static Message message(String messageId, String userId, Instant receivedAt, String payload) {
        return new Message(
                1,
                Message.Type.TRACK,
                "Happened",
                messageId,
                Who.user(userId),
                receivedAt,
                receivedAt,
                "sdk",
                payload.getBytes(StandardCharsets.UTF_8));
    }
}
