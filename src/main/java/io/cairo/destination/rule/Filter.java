package io.cairo.destination.rule;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which events of its namespace a destination gets. For many threads. */
public final class Filter {
    private final Set<String> types;
    private final Rules rules;
    private final Permission permission;

    /**
     * @param types the message types that it gets, in lower case
     * @param names what senders may call it in {@code integrations}, the one that counts most first
     */
    public Filter(Set<String> types, Rules rules, List<String> names) {
        this.types = types;
        this.rules = rules;
        this.permission = new Permission(names, Objects.requireNonNullElse(rules.consentCategories(), List.of()));
    }

    /** The message types that it gets. */
    public Set<String> types() {
        return types;
    }

    /**
     * Why it does not get an event: the rule that is against it. Empty if it does.
     *
     * @param type in lower case
     * @param name of a track, page or screen; null where there is none
     */
    public Optional<String> refusal(String messageId, String type, @Nullable String name, byte[] payload) {
        if (!types.contains(type)) {
            return Optional.of("event_types: it gets no " + type);
        }
        Optional<String> unwanted = type.equals("track") ? unwanted(name) : Optional.empty();
        if (unwanted.isPresent()) {
            return unwanted;
        }
        Double rate = rules.sampleRate();
        if (rate != null && share(messageId) >= rate) {
            return Optional.of("sample_rate: the event is not in the sample");
        }
        return inside(payload);
    }

    private Optional<String> inside(byte[] payload) {
        List<Condition> conditions = Objects.requireNonNullElse(rules.conditions(), List.of());
        if (conditions.isEmpty() && !permission.mayBeSaid(payload)) {
            return Optional.empty();
        }
        JsonObject event = event(payload);
        return permission.refusal(event).or(() -> unmet(conditions, event));
    }

    private static JsonObject event(byte[] payload) {
        try {
            return JsonTree.readObject(payload);
        } catch (Problem e) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }

    private Optional<String> unmet(List<Condition> conditions, JsonObject event) {
        if (rules.match() == Rules.Match.ANY) {
            return conditions.isEmpty() || conditions.stream().anyMatch(condition -> condition.holds(event))
                    ? Optional.empty()
                    : Optional.of("conditions: none holds");
        }
        for (int i = 0; i < conditions.size(); i++) {
            if (!conditions.get(i).holds(event)) {
                return Optional.of("conditions[" + i + "] does not hold: "
                        + conditions.get(i).path());
            }
        }
        return Optional.empty();
    }

    private Optional<String> unwanted(@Nullable String name) {
        String event = Objects.requireNonNullElse(name, "");
        List<String> allowed = rules.allowEvents();
        if (allowed != null && allowed.stream().noneMatch(pattern -> matches(pattern, event))) {
            return Optional.of("allow_events: none of them is the name of the track");
        }
        return Objects.requireNonNullElse(rules.denyEvents(), List.<String>of()).stream()
                .filter(pattern -> matches(pattern, event))
                .findFirst()
                .map(pattern -> "deny_events: " + pattern);
    }

    private static boolean matches(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }

    /** A number from 0 to 1 that a message has for good: the same on every node and at every try. */
    static double share(String messageId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(messageId.getBytes(StandardCharsets.UTF_8));
            return (ByteBuffer.wrap(digest).getLong() >>> 11) * 0x1.0p-53;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
