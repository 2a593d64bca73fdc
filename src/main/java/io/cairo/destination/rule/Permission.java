package io.cairo.destination.rule;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an event's sender lets a destination have it. Consent decides first: a destination that is mapped to categories
 * gets an event that carries preferences only if all of them are granted. Then {@code integrations} does, by the
 * destination's names.
 *
 * @see <a href="https://segment.com/docs/privacy/consent-management/consent-in-segment-connections/">Reconcile consent
 *     object and integrations object</a>
 * @see <a href="https://segment.com/docs/guides/filtering-data/#filtering-with-the-integrations-object">The integrations
 *     object</a>
 */
final class Permission {
    private static final String INTEGRATIONS = "\"integrations\"";
    private static final String NONE = ":{}";
    private static final String CONSENT = "\"consent\"";
    private static final String ESCAPE = "\\u";

    private final List<String> names;
    private final List<String> categories;

    /**
     * @param names what senders may call the destination, the one that counts most first
     * @param categories what must be consented to; empty if the destination is mapped to no category
     */
    Permission(List<String> names, List<String> categories) {
        this.names = names;
        this.categories = categories;
    }

    /**
     * Whether the event, unread, may say anything that counts here. Most say nothing, or the {@code "integrations":{}} of the
     * usual clients, and need not be read then. Where a name may be spelled with escapes, it may.
     */
    boolean mayBeSaid(byte[] payload) {
        String bytes = new String(payload, StandardCharsets.ISO_8859_1); // a text is searched many bytes at a time
        return bytes.contains(ESCAPE)
                || areIntegrationsSaid(bytes)
                || (!categories.isEmpty() && bytes.contains(CONSENT));
    }

    private static boolean areIntegrationsSaid(String bytes) {
        int at = bytes.indexOf(INTEGRATIONS);
        while (at >= 0 && bytes.startsWith(NONE, at + INTEGRATIONS.length())) {
            at = bytes.indexOf(INTEGRATIONS, at + 1);
        }
        return at >= 0;
    }

    /** Why the destination may not have it; empty if it may. */
    Optional<String> refusal(JsonObject event) {
        JsonObject integrations = event.get("integrations") instanceof JsonObject said ? said : null;
        Optional<String> missing = consentMissing(event, integrations != null && !integrations.isEmpty());
        if (missing.isPresent()) {
            return missing;
        }
        return isIncluded(integrations)
                ? Optional.empty()
                : Optional.of("integrations: the event is not for this destination");
    }

    private Optional<String> consentMissing(JsonObject event, boolean integrationsSaid) {
        if (categories.isEmpty()
                || !(event.get("context") instanceof JsonObject context)
                || !(context.get("consent") instanceof JsonObject consent)) {
            return Optional.empty();
        }
        JsonValue preferences = consent.get("categoryPreferences");
        if (!(preferences instanceof JsonObject) && !integrationsSaid) {
            return Optional.empty();
        }
        return categories.stream()
                .filter(category -> !isGranted(preferences, category))
                .findFirst()
                .map(category -> "consent: " + category + " is not granted");
    }

    private static boolean isGranted(@Nullable JsonValue preferences, String category) {
        return preferences instanceof JsonObject said && said.get(category) == JsonValue.TRUE;
    }

    private boolean isIncluded(@Nullable JsonObject integrations) {
        if (integrations == null) {
            return true;
        }
        for (String name : names) {
            JsonValue said = integrations.get(name);
            if (said == JsonValue.FALSE) {
                return false;
            }
            if (said == JsonValue.TRUE || said instanceof JsonObject) {
                return true;
            }
        }
        return integrations.get("All") != JsonValue.FALSE;
    }
}
