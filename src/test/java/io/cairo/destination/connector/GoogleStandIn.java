package io.cairo.destination.connector;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.base.Times;
import io.cairo.destination.connector.StandIn.Asked;
import io.cairo.destination.connector.StandIn.Said;
import io.cairo.destination.connector.Tokens.Token;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Google Cloud with one service account, one table of BigQuery and one topic of Pub/Sub.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/service-account">OAuth 2.0 for service accounts</a>
 */
final class GoogleStandIn implements StandIn.Vendor {
    private static final String TABLE = "/bigquery/v2/projects/shop-123/datasets/lake/tables/events";
    private static final String TOPIC = "/v1/projects/shop-123/topics/cairo-events";
    private static final Set<String> COLUMNS = Set.of(
            "message_id",
            "type",
            "event",
            "user_id",
            "anonymous_id",
            "group_id",
            "previous_id",
            "timestamp",
            "received_at",
            "context",
            "properties",
            "traits");

    /** The column is a STRING(50). */
    private static final int LONGEST_USER = 50;

    /** Rows by the id that BigQuery tells repeated ones by. */
    final Map<String, JsonObject> rows = new LinkedHashMap<>();

    final List<JsonObject> messages = new ArrayList<>();
    private final Set<String> tokens = new HashSet<>();
    private String issuer = "";
    private boolean forbidden;

    /** Where this is, which is what tokens must be made for. */
    void at(String url) {
        issuer = url + "/token";
    }

    /** No token that was given is good any more. */
    synchronized void revoke() {
        tokens.clear();
    }

    void forbid() {
        forbidden = true;
    }

    int tokens() {
        return tokens.size();
    }

    @Override
    public synchronized Said answer(Asked asked) throws GeneralSecurityException {
        if (asked.path().equals("/token")) {
            return token(asked);
        }
        if (!tokens.contains(asked.header("authorization"))) {
            return error(401, "UNAUTHENTICATED", "authError");
        }
        if (forbidden) {
            return error(403, "PERMISSION_DENIED", "accessDenied");
        }
        return switch (asked.method() + " " + asked.path()) {
            case "GET " + TABLE -> Said.of(200, "{\"kind\":\"bigquery#table\"}");
            case "POST " + TABLE + "/insertAll" -> inserted(asked.json());
            case "GET " + TOPIC -> Said.of(200, "{\"name\":\"projects/shop-123/topics/cairo-events\"}");
            case "POST " + TOPIC + ":publish" -> published(asked.json());
            default -> error(404, "NOT_FOUND", "notFound");
        };
    }

    private static Said error(int code, String status, String reason) {
        return Said.of(
                code,
                "{\"error\":{\"code\":%d,\"status\":\"%s\",\"errors\":[{\"reason\":\"%s\"}]}}"
                        .formatted(code, status, reason));
    }

    private Said token(Asked asked) throws GeneralSecurityException {
        Map<String, String> form = asked.form();
        Optional<Token> read = Tokens.read(form.getOrDefault("assertion", ""), Sample.PAIR.getPublic());
        boolean granted = "urn:ietf:params:oauth:grant-type:jwt-bearer".equals(form.get("grant_type"))
                && read.filter(this::isOurs).isPresent();
        if (!granted) {
            return Said.of(400, "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT Signature.\"}");
        }
        String token = "ya29." + tokens.size() + "-" + System.nanoTime();
        tokens.add("Bearer " + token);
        return Said.of(200, "{\"access_token\":\"" + token + "\",\"expires_in\":3599,\"token_type\":\"Bearer\"}");
    }

    private boolean isOurs(Token token) {
        String scope = token.claims().getString("scope", "");
        return "cairo@p.iam.gserviceaccount.com".equals(token.claims().getString("iss", ""))
                && issuer.equals(token.claims().getString("aud", ""))
                && Set.of("https://www.googleapis.com/auth/bigquery", "https://www.googleapis.com/auth/pubsub")
                        .contains(scope)
                && !token.header().getString("kid", "").isEmpty();
    }

    /** With skipInvalidRows the good rows are in; without it none is, and the others are told to be stopped. */
    private Said inserted(JsonObject body) {
        List<JsonObject> sent = body.getJsonArray("rows").getValuesAs(JsonObject.class);
        if (sent.size() > 50_000) {
            return error(400, "INVALID_ARGUMENT", "invalid");
        }
        JsonArrayBuilder errors = Json.createArrayBuilder();
        boolean skips = body.getBoolean("skipInvalidRows", false);
        List<String> wrong = sent.stream()
                .map(row -> wrong(row, body.getBoolean("ignoreUnknownValues", false)))
                .toList();
        boolean stopped = !skips && wrong.stream().anyMatch(column -> !column.isEmpty());
        for (int i = 0; i < sent.size(); i++) {
            if (wrong.get(i).isEmpty() && !stopped) {
                rows.put(sent.get(i).getString("insertId"), sent.get(i).getJsonObject("json"));
            } else {
                errors.add(error(i, wrong.get(i)));
            }
        }
        return Said.of(
                200,
                Json.createObjectBuilder()
                        .add("kind", "bigquery#tableDataInsertAllResponse")
                        .add("insertErrors", errors)
                        .build()
                        .toString());
    }

    private static JsonObject error(int index, String column) {
        JsonObject error = Json.createObjectBuilder()
                .add("reason", column.isEmpty() ? "stopped" : "invalid")
                .add("location", column)
                .build();
        return Json.createObjectBuilder()
                .add("index", index)
                .add("errors", Json.createArrayBuilder().add(error))
                .build();
    }

    /** The first column whose value the table does not take; empty if it takes all. JSON comes as a text. */
    private static String wrong(JsonObject row, boolean ignoresUnknown) {
        JsonObject json = row.getJsonObject("json");
        for (String column : json.keySet()) {
            boolean known = COLUMNS.contains(column);
            boolean text = json.get(column) instanceof JsonString;
            if (known ? !text || !fits(column, json.getString(column)) : !ignoresUnknown) {
                return column;
            }
        }
        return row.getString("insertId", "").length() > 128 ? "insertId" : "";
    }

    private static boolean fits(String column, String text) {
        try {
            switch (column) {
                case "timestamp", "received_at" -> Times.read(text);
                case "context", "properties", "traits" -> JsonTree.readObject(text.getBytes(StandardCharsets.UTF_8));
                default -> {}
            }
            return !column.equals("user_id") || text.length() <= LONGEST_USER;
        } catch (DateTimeException | Problem e) {
            return false;
        }
    }

    /** All messages of a request have the same ordering key, or it is refused as a whole. */
    private Said published(JsonObject body) {
        List<JsonObject> sent = body.getJsonArray("messages").getValuesAs(JsonObject.class);
        long keys = sent.stream()
                .map(message -> message.getString("orderingKey", ""))
                .distinct()
                .count();
        if (sent.size() > 1000 || keys > 1 || sent.stream().anyMatch(message -> !isMessage(message))) {
            return error(400, "INVALID_ARGUMENT", "badRequest");
        }
        messages.addAll(sent);
        JsonArrayBuilder ids = Json.createArrayBuilder();
        sent.forEach(message -> ids.add("id-" + messages.indexOf(message)));
        return Said.of(
                200, Json.createObjectBuilder().add("messageIds", ids).build().toString());
    }

    private static boolean isMessage(JsonObject message) {
        Base64.getDecoder().decode(message.getString("data"));
        return message.getJsonObject("attributes").values().stream()
                .allMatch(value -> ((JsonString) value).getString().getBytes(StandardCharsets.UTF_8).length <= 1024);
    }
}
