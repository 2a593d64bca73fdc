package io.cairo.destination.connector;

import io.cairo.destination.kit.Bodies;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Nobody;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event becomes at Amplitude: an event, an {@code $identify}, two for a group, or a mapping of user ids. */
record AmplitudeEvent(Incoming event, Amplitude.Settings settings, Instant attempt) {
    private static final Nobody NOBODY = Nobody.or("", "lmy47d");

    /** Its part of a request, or why there is none. */
    Fit fit() {
        if (event.is("alias")) {
            return alias();
        }
        if (known(event.userId()) == null && known(device(event)) == null) {
            return Fit.refused("has neither a user id nor an anonymous id that Amplitude takes");
        }
        return switch (event.type()) {
            case "identify" ->
                Fit.to(
                        Amplitude.BATCH,
                        common("$identify")
                                .put("user_properties", new Fields().put("$set", event.traits()))
                                .json());
            case "group" -> group();
            default -> event.happening() == null ? Fit.refused("has no event name") : Fit.to(Amplitude.BATCH, track());
        };
    }

    private JsonObject track() {
        String groupId = event.text("context", "groupId");
        return common(String.valueOf(event.happening()))
                .put("event_properties", event.properties())
                .put("groups", new Fields().put(settings.groups(), groupId))
                .json();
    }

    /** The person joins the group, and the group gets its traits. */
    private Fit group() {
        if (event.groupId() == null) {
            return Fit.refused("has no group id");
        }
        JsonObject groups = new Fields().put(settings.groups(), event.groupId()).json();
        JsonObject joins = common("$identify")
                .put("groups", groups)
                .put("user_properties", new Fields().put("$set", groups))
                .json();
        JsonObject named = common("$groupidentify")
                .put("insert_id", event.messageId() + "-group")
                .put("groups", groups)
                .put("group_properties", new Fields().put("$set", event.traits()))
                .json();
        return Fit.to(Amplitude.BATCH, Bodies.around("", List.of(json(joins), json(named)), ",", ""));
    }

    private static byte[] json(JsonObject object) {
        return Bodies.utf8(object.toString());
    }

    private Fields common(String type) {
        return new Fields()
                .put("user_id", known(event.userId()))
                .put("device_id", known(device(event)))
                .put("event_type", type)
                .put("time", event.at(attempt).toEpochMilli())
                .put("insert_id", event.messageId())
                .put("ip", event.text("context", "ip"))
                .put("platform", event.text("context", "device", "type"))
                .put("os_name", event.text("context", "os", "name"))
                .put("os_version", event.text("context", "os", "version"))
                .put("device_manufacturer", event.text("context", "device", "manufacturer"))
                .put("device_model", event.text("context", "device", "model"))
                .put("app_version", event.text("context", "app", "version"))
                .put("carrier", event.text("context", "network", "carrier"))
                .put("language", event.text("context", "locale"))
                .put("country", event.text("context", "location", "country"));
    }

    /** What it is known by where nobody has signed in. */
    static @Nullable String device(Incoming event) {
        String device = event.text("context", "device", "id");
        return device == null ? event.anonymousId() : device;
    }

    private @Nullable String known(@Nullable String id) {
        return id == null || id.length() < settings.shortest() ? null : NOBODY.orNull(id);
    }

    private Fit alias() {
        if (event.userId() == null || event.previousId() == null) {
            return Fit.refused("has no user id or no previous id");
        }
        return Fit.to(
                Amplitude.ALIAS,
                new Fields()
                        .put("user_id", event.previousId())
                        .put("global_user_id", event.userId())
                        .json());
    }
}
