package io.cairo.destination.connector;

import io.cairo.base.JsonTree;
import io.cairo.base.Times;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Route;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;

/** What an event becomes at Customer.io: one operation of a batch. */
record CustomerioEvent(Incoming event, Customerio.Settings settings, Instant attempt) {
    private static final Route BATCH = Route.post("/api/v2/batch");

    /** Its part of a request, or why there is none. */
    Fit fit() {
        return switch (event.type()) {
            case "identify" -> identify();
            case "group" -> group();
            case "alias" -> merge();
            default -> happened();
        };
    }

    private Fit identify() {
        JsonObject identifiers = known();
        if (identifiers.isEmpty()) {
            return Fit.filtered();
        }
        Fields attributes = new Fields().all(converted(event.traits())).put("anonymous_id", event.anonymousId());
        return sent(person("identify", identifiers).put("attributes", attributes));
    }

    private Fit group() {
        if (event.groupId() == null) {
            return Fit.refused("has no group id");
        }
        JsonObject object = new Fields()
                .put("object_type_id", Objects.requireNonNullElse(settings.objectTypeId(), "1"))
                .put("object_id", event.groupId())
                .json();
        Fields sent = new Fields()
                .put("type", "object")
                .put("action", "identify")
                .put("identifiers", object)
                .put("attributes", converted(event.traits()));
        JsonObject member = known();
        return sent(
                member.isEmpty()
                        ? sent
                        : sent.put("cio_relationships", array(new Fields().put("identifiers", member))));
    }

    private Fit merge() {
        if (event.userId() == null || event.previousId() == null) {
            return Fit.refused("has no user id or no previous id");
        }
        return sent(new Fields()
                .put("type", "person")
                .put("action", "merge")
                .put("primary", named(event.userId()))
                .put("secondary", named(event.previousId())));
    }

    private Fit happened() {
        JsonObject identifiers = known().isEmpty()
                ? new Fields().put("anonymous_id", event.anonymousId()).json()
                : known();
        String url = event.is("page") ? event.text("properties", "url") : null;
        String name = event.name() == null ? url : event.name();
        if (identifiers.isEmpty() || name == null) {
            return Fit.refused(name == null ? "has no name" : "has neither a user id nor an anonymous id");
        }
        Instant at = event.at(attempt);
        return sent(person(event.is("track") ? "event" : event.type(), identifiers)
                .put("name", name)
                .put("id", Ids.ulid(event.messageId(), at))
                .put("timestamp", at.getEpochSecond())
                .put("attributes", converted(event.properties())));
    }

    /** An operation on the person known by these. */
    static Fields person(String action, JsonObject identifiers) {
        return new Fields().put("type", "person").put("action", action).put("identifiers", identifiers);
    }

    private static Fit sent(Fields operation) {
        return Fit.to(BATCH, operation.json());
    }

    /** How Customer.io knows the person: one name only. */
    private JsonObject known() {
        String userId = event.userId();
        if (userId == null) {
            return new Fields().put("email", event.email()).json();
        }
        return named(userId);
    }

    /** By what a user id is: an id of Customer.io's own, an email address, or an id. */
    static JsonObject named(String userId) {
        if (userId.startsWith("cio_")) {
            return new Fields().put("cio_id", userId.substring("cio_".length())).json();
        }
        return new Fields()
                .put(Incoming.isEmail(userId) ? "email" : "id", userId)
                .json();
    }

    private JsonObject converted(JsonObject values) {
        Fields converted = new Fields();
        values.forEach((name, value) -> {
            String wire = name.equals("createdAt") ? "created_at" : name;
            converted.keep(wire, Boolean.FALSE.equals(settings.convertTimestamps()) ? value : seconds(value));
        });
        return converted.json();
    }

    private static JsonValue seconds(JsonValue value) {
        if (!(value instanceof JsonString text) || !text.getString().matches("\\d{4}-\\d\\d-\\d\\dT.{5,40}")) {
            return value;
        }
        try {
            return JsonTree.JSON.createValue(Times.read(text.getString()).getEpochSecond());
        } catch (DateTimeException e) {
            return value;
        }
    }

    private static JsonArray array(Fields element) {
        return JsonTree.JSON.createArrayBuilder().add(element.json()).build();
    }
}
