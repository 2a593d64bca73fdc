package io.cairo.destination.connector;

import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Nobody;
import io.cairo.destination.kit.Route;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** What an event becomes at Mixpanel: an event to import, the profile of a person or group, or an alias. */
record MixpanelEvent(Incoming event, Mixpanel.Settings settings, Instant attempt) {
    private static final int LONGEST_ID = 36;
    private static final Instant EARLIEST = Instant.parse("1971-01-01T00:00:00Z");
    private static final Duration AHEAD = Duration.ofHours(1);
    private static final Nobody NOBODY = Nobody.or("anon");
    private static final Set<String> RESERVED =
            Set.of("time", "id", "$anon_id", "distinct_id", "$group_id", "$insert_id", "$user_id", "token");
    private static final Map<String, String> PROFILE = Map.ofEntries(
            Map.entry("email", "$email"),
            Map.entry("name", "$name"),
            Map.entry("phone", "$phone"),
            Map.entry("avatar", "$avatar"),
            Map.entry("firstName", "$first_name"),
            Map.entry("first_name", "$first_name"),
            Map.entry("lastName", "$last_name"),
            Map.entry("last_name", "$last_name"),
            Map.entry("createdAt", "$created"),
            Map.entry("created_at", "$created"));

    /** Its part of a request, or why there is none. */
    Fit fit() {
        return switch (event.type()) {
            case "identify" -> person();
            case "group" -> group();
            case "alias" -> alias();
            default -> track();
        };
    }

    private Fit track() {
        Instant at = event.at(attempt);
        if (event.happening() == null) {
            return Fit.refused("has no event name");
        }
        if (at.isBefore(EARLIEST)) {
            return Fit.refused("happened before 1971, which Mixpanel does not take");
        }
        Instant shown = at.isAfter(attempt.plus(AHEAD)) ? attempt : at;
        JsonObject sent = new Fields()
                .put("event", event.happening())
                .put("properties", properties(shown))
                .json();
        String project = settings.projectId() == null ? "" : "&project_id=" + settings.projectId();
        return Fit.to(Route.post("/import?strict=1" + project), sent);
    }

    private Fields properties(Instant at) {
        String user = NOBODY.orNull(event.userId());
        String device = NOBODY.orNull(event.anonymousId());
        String id = user == null ? device : user;
        return new Fields()
                .put("$current_url", event.text("context", "page", "url"))
                .put("$referrer", event.text("context", "page", "referrer"))
                .put("$os", event.text("context", "os", "name"))
                .put("$os_version", event.text("context", "os", "version"))
                .put("$manufacturer", event.text("context", "device", "manufacturer"))
                .put("$model", event.text("context", "device", "model"))
                .put("$app_version_string", event.text("context", "app", "version"))
                .put("utm_source", event.text("context", "campaign", "source"))
                .put("utm_medium", event.text("context", "campaign", "medium"))
                .put("utm_campaign", event.text("context", "campaign", "name"))
                .put(settings.group(), event.text("context", "groupId"))
                .allBut(RESERVED, event.properties())
                .put("ip", event.text("context", "ip"))
                .put("time", at.toEpochMilli())
                .put("distinct_id", id == null ? "" : id)
                .put("$user_id", user)
                .put("$device_id", device)
                .put("$insert_id", Ids.plain(event.messageId(), LONGEST_ID));
    }

    private Fit person() {
        String id = NOBODY.orNull(event.userId()) == null ? NOBODY.orNull(event.anonymousId()) : event.userId();
        if (id == null) {
            return Fit.refused("has neither a user id nor an anonymous id that Mixpanel takes");
        }
        return Fit.to(
                Mixpanel.ENGAGE,
                new Fields()
                        .put("$token", settings.projectToken())
                        .put("$distinct_id", id)
                        .put("$ip", event.text("context", "ip"))
                        .keep("$set", profile(event.traits()))
                        .json());
    }

    private Fit group() {
        if (event.groupId() == null) {
            return Fit.refused("has no group id");
        }
        return Fit.to(
                Mixpanel.GROUPS,
                new Fields()
                        .put("$token", settings.projectToken())
                        .put("$group_key", settings.group())
                        .put("$group_id", event.groupId())
                        .keep("$set", profile(event.traits()))
                        .json());
    }

    private Fit alias() {
        if (NOBODY.orNull(event.userId()) == null || NOBODY.orNull(event.previousId()) == null) {
            return Fit.refused("has no user id or no previous id that Mixpanel takes");
        }
        Fields properties = new Fields()
                .put("distinct_id", event.previousId())
                .put("alias", event.userId())
                .put("token", settings.projectToken());
        return Fit.to(
                Mixpanel.ALIAS,
                new Fields()
                        .put("event", "$create_alias")
                        .put("properties", properties)
                        .json());
    }

    private static JsonObject profile(JsonObject traits) {
        Fields profile = new Fields();
        traits.forEach((name, value) -> profile.put(PROFILE.getOrDefault(name, name), value));
        return profile.json();
    }
}
