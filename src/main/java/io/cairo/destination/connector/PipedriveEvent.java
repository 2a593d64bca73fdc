package io.cairo.destination.connector;

import io.cairo.base.JsonTree;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Flat;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.PersonName;
import io.cairo.destination.kit.Route;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an event becomes at Pipedrive: the search for a person or organization, then the record, or the activity. */
record PipedriveEvent(Incoming event, Pipedrive.Settings settings) {

    /** A search has no body: the events become requests that ask first. */
    Fit fit() {
        boolean noted = event.is("track")
                && settings.activityEvents() != null
                && settings.activityEvents().contains(String.valueOf(event.name()));
        String email = event.email();
        String organization = organizationName();
        if (event.is("group")) {
            return organization == null ? Fit.filtered() : search(Pipedrive.ORGANIZATIONS, organization, "name");
        }
        return email == null || !(noted || event.is("identify"))
                ? Fit.filtered()
                : search(Pipedrive.PERSONS, email, "email");
    }

    private static Fit search(String path, String term, String field) {
        String query = "?term=" + Ids.encoded(term) + "&fields=" + field + "&exact_match=true&limit=1";
        return Fit.to(Route.of("GET", path + "/search" + query), new byte[0]);
    }

    /** Pipedrive searches for two characters and more; a longer one would not fit into an address. */
    private @Nullable String organizationName() {
        String name = Paths.text(event.traits(), "name");
        String named = name == null ? event.groupId() : name;
        return named == null || named.length() < 2 || named.length() > 200 ? null : named;
    }

    /** The person, changed or new. */
    JsonObject person() {
        JsonObject traits = event.is("identify") ? event.traits() : event.personalTraits();
        String name = PersonName.whole(traits);
        return new Fields()
                .put("name", name == null ? event.email() : name)
                .put("emails", list("work", event.email()))
                .put("phones", list("work", Paths.text(traits, "phone")))
                .put("custom_fields", custom(traits, settings.personFields()))
                .json();
    }

    /** The organization, changed or new. */
    JsonObject organization() {
        return new Fields()
                .put("name", organizationName())
                .put("custom_fields", custom(event.traits(), settings.organizationFields()))
                .json();
    }

    /** What the person did, as an activity that is done. */
    JsonObject activity(long person) {
        JsonObject participant =
                new Fields().put("person_id", person).put("primary", true).json();
        Instant at = event.at(Instant.EPOCH);
        return new Fields()
                .put("subject", event.name())
                .put("type", Objects.requireNonNullElse(settings.activityType(), "task"))
                .put("done", true)
                .put(
                        "due_date",
                        at.equals(Instant.EPOCH)
                                ? null
                                : at.atZone(ZoneOffset.UTC).toLocalDate().toString())
                .put(
                        "participants",
                        JsonTree.JSON.createArrayBuilder().add(participant).build())
                .json();
    }

    private static @Nullable JsonArray list(String label, @Nullable String value) {
        if (value == null) {
            return null;
        }
        JsonArrayBuilder list = JsonTree.JSON.createArrayBuilder();
        return list.add(new Fields()
                        .put("value", value)
                        .put("primary", true)
                        .put("label", label)
                        .json())
                .build();
    }

    private static JsonObject custom(JsonObject traits, @Nullable JsonObject keys) {
        Fields custom = new Fields();
        if (keys != null) {
            Flat.of(traits, ".").forEach((name, value) -> {
                if (keys.get(name) instanceof JsonString key && !(value instanceof JsonArray)) {
                    custom.put(key.getString(), value);
                }
            });
        }
        return custom.json();
    }
}
