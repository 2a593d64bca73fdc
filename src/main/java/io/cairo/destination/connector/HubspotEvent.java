package io.cairo.destination.connector;

import io.cairo.base.Times;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Flat;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.Route;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an event becomes at HubSpot: a contact, a company or a custom event, with the properties that exist there. */
record HubspotEvent(Incoming event, Hubspot.Settings settings, Instant attempt) {
    private static final Route CONTACTS = Route.post("/crm/v3/objects/contacts/batch/upsert");
    private static final Route COMPANIES = Route.post("/crm/v3/objects/companies/batch/upsert");
    private static final Route EVENTS = Route.post("/events/v3/send/batch");
    private static final Map<String, String> CONTACT = Map.ofEntries(
            Map.entry("email", "email"),
            Map.entry("firstName", "firstname"),
            Map.entry("first_name", "firstname"),
            Map.entry("lastName", "lastname"),
            Map.entry("last_name", "lastname"),
            Map.entry("phone", "phone"),
            Map.entry("company", "company"),
            Map.entry("website", "website"),
            Map.entry("title", "jobtitle"),
            Map.entry("address.street", "address"),
            Map.entry("address.city", "city"),
            Map.entry("address.state", "state"),
            Map.entry("address.postalCode", "zip"),
            Map.entry("address.country", "country"));
    private static final Map<String, String> COMPANY = Map.of(
            "name", "name",
            "domain", "domain",
            "website", "website",
            "phone", "phone",
            "employees", "numberofemployees",
            "description", "description",
            "address.city", "city",
            "address.country", "country");

    /** Its part of a request, or why there is none. */
    Fit fit() {
        return switch (event.type()) {
            case "identify" -> contact();
            case "group" -> company();
            case "alias" -> Fit.filtered();
            default -> happened();
        };
    }

    private Fit contact() {
        String email = event.email() == null ? null : event.email().toLowerCase(Locale.ROOT);
        if (email == null) {
            return Fit.filtered();
        }
        Fields properties = properties(CONTACT, settings.contactProperties()).put("email", email);
        return upsert(CONTACTS, email, "email", properties);
    }

    private Fit company() {
        String property = settings.companyIdProperty();
        String id = event.groupId();
        if (property == null) {
            return Fit.filtered();
        }
        if (id == null) {
            return Fit.refused("has no group id");
        }
        Fields properties = properties(COMPANY, settings.companyProperties()).put(property, id);
        return upsert(COMPANIES, id, property, properties);
    }

    private Fit upsert(Route route, String id, String property, Fields properties) {
        JsonObject input = new Fields()
                .put("id", id)
                .put("idProperty", property)
                .put("objectWriteTraceId", event.messageId())
                .put("properties", properties)
                .json();
        return Fit.to(route, input).once(id);
    }

    private Fields properties(Map<String, String> standard, @Nullable JsonObject more) {
        Fields properties = new Fields();
        Flat.of(event.traits(), ".").forEach((name, value) -> {
            String property = more != null && more.get(name) instanceof JsonString mapped
                    ? mapped.getString()
                    : standard.get(name);
            if (property != null) {
                properties.put(property, Flat.text(value));
            }
        });
        return properties;
    }

    private Fit happened() {
        String happening = event.happening();
        if (happening == null) {
            return Fit.refused("has no event name");
        }
        String name = settings.events() == null
                ? happening.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_")
                : Paths.text(settings.events(), happening);
        if (name == null || event.email() == null) {
            return Fit.filtered();
        }
        Fields properties = new Fields();
        Flat.of(event.properties(), "_").forEach((property, value) -> {
            if (settings.eventProperties() == null || settings.eventProperties().contains(property)) {
                properties.put(property, Flat.text(value));
            }
        });
        return Fit.to(
                EVENTS,
                new Fields()
                        .put("eventName", name)
                        .put("email", event.email())
                        .put("occurredAt", Times.written(event.at(attempt)))
                        .put("uuid", Ids.uuid(event.messageId()))
                        .put("properties", properties)
                        .json());
    }
}
