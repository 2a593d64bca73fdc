package io.cairo.profile;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.message.Message;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One trait as one message told it.
 *
 * @param value as JSON; null if it was removed, or too large to be kept and flagged for that
 * @param at to the microsecond, as the database keeps it
 */
record Told(Place place, @Nullable String value, @Nullable String flag, Instant at, String messageId) {
    /** Longer names are no names: they are left out. */
    static final int LONGEST_NAME = 100;

    /** Bytes of a value as JSON. */
    static final int LARGEST_VALUE = 8 * 1024;

    /** Where it is kept. Sorted as the database sorts, which all who lock several places follow. */
    record Place(Owner owner, String name) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::owner).thenComparing(Place::name, Bytewise.ORDER);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** Earlier first; of the same instant, by the message's id, so that everybody decides alike. */
    static final Comparator<Told> BY_TIME =
            Comparator.comparing(Told::at).thenComparing(Told::messageId, Bytewise.ORDER);

    /** Every trait that a message tells of somebody, those with names that are too long included. */
    static List<Told> in(Message message, Owner owner) {
        Reserved reserved = message.type() == Message.Type.GROUP ? Reserved.GROUP : Reserved.USER;
        JsonObject traits = traits(message);
        List<Told> told = new ArrayList<>(traits.size());
        traits.forEach((written, value) -> {
            String name = reserved.name(written);
            if (name.equals(written) || !traits.containsKey(name)) {
                told.add(one(new Place(owner, name), reserved, value, message));
            }
        });
        return told;
    }

    private static Told one(Place place, Reserved reserved, JsonValue value, Message message) {
        Instant at = happened(message);
        if (value == JsonValue.NULL) {
            return new Told(place, null, null, at, message.messageId());
        }
        String kept = reserved.value(place.name(), value).toString();
        int bytes = kept.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LARGEST_VALUE) {
            String flag = "had %d bytes, at most %d are kept".formatted(bytes, LARGEST_VALUE);
            return new Told(place, null, flag, at, message.messageId());
        }
        String flag = reserved.flag(place.name(), value).orElse(null);
        return new Told(place, kept, flag, at, message.messageId());
    }

    /** When a message happened, as precisely as the database keeps it. */
    static Instant happened(Message message) {
        return message.timestamp().truncatedTo(ChronoUnit.MICROS);
    }

    /** What cannot be read as an object tells nothing. */
    private static JsonObject traits(Message message) {
        try {
            return JsonTree.readObject(message.payload()).get("traits") instanceof JsonObject traits
                    ? traits
                    : JsonValue.EMPTY_JSON_OBJECT;
        } catch (Problem e) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }
}
