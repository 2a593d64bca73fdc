package io.cairo.destination.kit;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * An event as a message to people in a chat: who did what, and up to five of its properties.
 *
 * @param title what happened: {@code Order Completed}
 * @param person who it was, as far as it is known
 * @param details properties by name
 */
public record Alert(String title, String person, Map<String, String> details) {
    private static final int MOST_DETAILS = 5;
    private static final int LONGEST = 200;

    /**
     * Whether somebody wants to read of it. Tracks are wanted unless {@code events} names others; other types only if it
     * names the type. A purchase is not wanted below the threshold.
     */
    public static boolean wanted(Incoming event, @Nullable List<String> events, @Nullable Double threshold) {
        List<String> named = events == null ? List.of() : events;
        if (!event.is("track")) {
            return named.contains(event.type());
        }
        String name = event.name();
        return name != null && (named.isEmpty() || named.contains(name)) && !isSmall(event, name, threshold);
    }

    private static boolean isSmall(Incoming event, String name, @Nullable Double threshold) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (threshold == null || !(lower.contains("purchase") || lower.contains("payment"))) {
            return false;
        }
        return List.of("amount", "revenue", "price").stream()
                        .map(field -> Paths.number(event.properties(), field))
                        .filter(OptionalDouble::isPresent)
                        .mapToDouble(OptionalDouble::getAsDouble)
                        .findFirst()
                        .orElse(threshold)
                < threshold;
    }

    /** What to write about an event. */
    public static Alert of(Incoming event) {
        Map<String, String> details = new LinkedHashMap<>();
        (event.is("identify") || event.is("group") ? event.traits() : event.properties()).forEach((name, value) -> {
            String text = text(value);
            if (text != null && details.size() < MOST_DETAILS) {
                details.put(cut(name), cut(text));
            }
        });
        return new Alert(title(event), cut(person(event)), details);
    }

    private static String title(Incoming event) {
        String happening = event.happening();
        return cut(
                switch (event.type()) {
                    case "identify" -> "Identified";
                    case "group" -> "Joined group " + event.groupId();
                    case "alias" -> "Is also " + event.previousId();
                    default -> happening == null ? "An event" : happening;
                });
    }

    private static String person(Incoming event) {
        String name = Paths.text(event.personalTraits(), "name");
        String email = event.email();
        if (name != null && email != null) {
            return name + " (" + email + ")";
        }
        String known = name == null ? email : name;
        String id = event.anyId() == null ? "somebody" : event.anyId();
        return known == null ? String.valueOf(id) : known;
    }

    private static @Nullable String text(JsonValue value) {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        boolean plain = value instanceof JsonNumber || value == JsonValue.TRUE || value == JsonValue.FALSE;
        return plain ? value.toString() : null;
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "...";
    }
}
