package io.cairo.profile;

import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.message.Message;
import io.cairo.message.Who;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Messages that tell traits, written with ' for ", and what is kept of them. */
final class Telling {
    static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private Telling() {}

    /** An identify of a user, some seconds after noon. */
    static Message identify(String userId, int seconds, String messageId, String traits) {
        return message(Message.Type.IDENTIFY, Who.user(userId), seconds, messageId, traits);
    }

    static Message group(String userId, String groupId, int seconds, String messageId, String traits) {
        Who who = new Who(userId, null, groupId, null, null, List.of());
        return message(Message.Type.GROUP, who, seconds, messageId, traits);
    }

    static Message message(Message.Type type, Who who, int seconds, String messageId, String traits) {
        Instant at = NOON.plusSeconds(seconds);
        byte[] payload = "{'traits':%s}".formatted(traits).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new Message(1, type, null, messageId, who, at, NOON, "sdk", payload);
    }

    /** Takes messages in as the pipeline does: in one transaction. */
    static void project(Database database, Collection<Message> messages) {
        ProfileProjection projection = new ProfileProjection();
        projection.nobody = "null"::equals;
        database.inTransaction(connection -> {
            projection.project(connection, List.copyOf(messages)).run();
            return true;
        });
    }

    static Profiles profiles(Database database) {
        Profiles profiles = new Profiles();
        profiles.database = database;
        return profiles;
    }

    /** The traits' values by name, as JSON. */
    static Map<String, String> values(Profile profile) {
        Map<String, String> values = new TreeMap<>();
        profile.traits().forEach(trait -> values.put(trait.name(), String.valueOf(trait.value())));
        return values;
    }

    static JsonValue json(String text) {
        return JsonTree.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
