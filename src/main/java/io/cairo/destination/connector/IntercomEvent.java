package io.cairo.destination.connector;

import io.cairo.base.JsonTree;
import io.cairo.base.Times;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Flat;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.PersonName;
import io.cairo.destination.kit.Route;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an event becomes at Intercom: the search for a person, then the contact; a company; or what a person did. */
record IntercomEvent(Incoming event, Intercom.Settings settings) {
    private static final Route EVENTS = Route.post("/events");
    private static final int MOST_METADATA = 10;
    private static final Set<String> CONTACT = Set.of("email", "phone", "name", "avatar", "createdAt", "created_at");
    private static final Set<String> COMPANY = Set.of(
            "name",
            "plan",
            "size",
            "employees",
            "website",
            "industry",
            "monthly_spend",
            "monthlySpend",
            "createdAt",
            "created_at");

    /** Its part of a request, or why there is none. */
    Fit fit(Instant attempt) {
        return switch (event.type()) {
            case "identify" ->
                event.userId() == null && event.email() == null ? Fit.filtered() : Fit.to(Intercom.SEARCH, query());
            case "group" ->
                event.groupId() == null ? Fit.refused("has no group id") : Fit.to(Intercom.COMPANIES, company());
            case "alias" -> Fit.filtered();
            default -> happened(attempt);
        };
    }

    /** Looks for the person. */
    JsonObject query() {
        boolean byId = event.userId() != null;
        return new Fields()
                .put(
                        "query",
                        new Fields()
                                .put("field", byId ? "external_id" : "email")
                                .put("operator", "=")
                                .put("value", byId ? event.userId() : event.email()))
                .json();
    }

    private Fit happened(Instant attempt) {
        if (event.userId() == null && event.email() == null) {
            return Fit.filtered();
        }
        if (event.happening() == null) {
            return Fit.refused("has no event name");
        }
        Fields metadata = new Fields();
        Flat.of(event.properties(), ".").entrySet().stream()
                .filter(property -> !(property.getValue() instanceof JsonArray))
                .limit(MOST_METADATA)
                .forEach(property -> metadata.put(property.getKey(), property.getValue()));
        return Fit.to(
                EVENTS,
                new Fields()
                        .put("event_name", event.happening())
                        .put("created_at", event.at(attempt).getEpochSecond())
                        .put("user_id", event.userId())
                        .put("email", event.userId() == null ? event.email() : null)
                        .put("metadata", metadata)
                        .json());
    }

    /** The person, changed or new. */
    JsonObject contact() {
        JsonObject traits = event.traits();
        return new Fields()
                .put("role", "user")
                .put("external_id", event.userId())
                .put("email", event.email())
                .put("phone", Paths.text(traits, "phone"))
                .put("name", PersonName.whole(traits))
                .put("avatar", Paths.text(traits, "avatar"))
                .put("signed_up_at", created(traits))
                .put("custom_attributes", custom(traits, CONTACT))
                .json();
    }

    private JsonObject company() {
        JsonObject traits = event.traits();
        String size = Paths.text(traits, "size");
        return new Fields()
                .put("company_id", event.groupId())
                .put("name", Paths.text(traits, "name"))
                .put("plan", Paths.text(traits, "plan"))
                .put("size", whole(traits, size == null ? "employees" : "size"))
                .put("website", Paths.text(traits, "website"))
                .put("industry", Paths.text(traits, "industry"))
                .put("remote_created_at", created(traits))
                .put("monthly_spend", whole(traits, "monthly_spend"))
                .put("custom_attributes", custom(traits, COMPANY))
                .json();
    }

    private static @Nullable JsonValue whole(JsonObject traits, String name) {
        var number = Paths.number(traits, name);
        return number.isPresent() ? JsonTree.JSON.createValue((long) number.getAsDouble()) : null;
    }

    private static @Nullable JsonValue created(JsonObject traits) {
        String text = Paths.text(traits, traits.containsKey("createdAt") ? "createdAt" : "created_at");
        if (text == null) {
            return null;
        }
        try {
            return JsonTree.JSON.createValue(Times.read(text).getEpochSecond());
        } catch (DateTimeException e) {
            return text.matches("[0-9]{10}") ? JsonTree.JSON.createValue(Long.parseLong(text)) : null;
        }
    }

    private JsonObject custom(JsonObject traits, Set<String> known) {
        List<String> wanted = Objects.requireNonNullElse(settings.customAttributes(), List.of());
        Fields custom = new Fields();
        Flat.of(traits, "_").forEach((name, value) -> {
            if (wanted.contains(name) && !known.contains(name) && !(value instanceof JsonArray)) {
                custom.put(name, value);
            }
        });
        return custom.json();
    }
}
