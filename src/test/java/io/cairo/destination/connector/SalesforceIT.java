package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import io.cairo.destination.Outcome;
import io.cairo.destination.Outcome.Kind;
import io.cairo.destination.Parcel;
import io.cairo.destination.connector.StandIn.Asked;
import io.cairo.destination.connector.StandIn.Said;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A stand-in for an organisation of Salesforce, with a connected app, leads, accounts and tasks.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_upsert.htm">Upsert
 *     multiple records</a>
 */
@Against(types = "salesforce", server = "the REST API as documented, with sessions that end", real = false)
class SalesforceIT {
    private static final String DATA = "/services/data/v60.0/";
    private static final int LONGEST_EMAIL = 30;

    private final Map<String, JsonObject> records = new LinkedHashMap<>();
    private final Set<String> sessions = new HashSet<>();
    private final StandIn server = new StandIn(this::answer);
    private int given;
    private boolean exhausted;

    @AfterEach
    void stop() {
        server.close();
    }

    private synchronized Said answer(Asked asked) {
        if (asked.path().equals("/services/oauth2/token")) {
            return session(asked.form());
        }
        if (!sessions.contains(asked.header("authorization"))) {
            return error(401, "INVALID_SESSION_ID");
        }
        if (exhausted) {
            return error(403, "REQUEST_LIMIT_EXCEEDED");
        }
        String path = asked.path().substring(DATA.length());
        if (asked.method().equals("PATCH") && path.startsWith("composite/sobjects/")) {
            String[] parts = path.split("/", -1);
            return parts[3].endsWith("__c") ? upserted(parts[2], parts[3], asked.json()) : error(404, "NOT_FOUND");
        }
        if (asked.method().equals("DELETE") && path.startsWith("sobjects/Lead/Cairo_User_Id__c/")) {
            records.remove("Lead " + path.substring(path.lastIndexOf('/') + 1));
            return Said.of(204, "");
        }
        return path.equals("sobjects/Lead/describe") ? Said.of(200, "{\"name\":\"Lead\"}") : error(404, "NOT_FOUND");
    }

    private static Said error(int status, String code) {
        return Said.of(status, "[{\"errorCode\":\"" + code + "\",\"message\":\"...\"}]");
    }

    private Said session(Map<String, String> form) {
        boolean known = "client_credentials".equals(form.get("grant_type"))
                && "consumer-key".equals(form.get("client_id"))
                && "salesforce-client-secret-1".equals(form.get("client_secret"));
        if (!known) {
            return Said.of(400, "{\"error\":\"invalid_client\",\"error_description\":\"invalid client credentials\"}");
        }
        String token = "00D!" + ++given;
        sessions.add("Bearer " + token);
        return Said.of(200, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\"}");
    }

    /** Answers in the order of the records, and 200 also when it took none of them. */
    private Said upserted(String object, String idField, JsonObject body) {
        List<JsonObject> sent = body.getJsonArray("records").getValuesAs(JsonObject.class);
        if (sent.size() > 200 || body.getBoolean("allOrNone", true)) {
            return error(400, "LIMIT_EXCEEDED");
        }
        Set<String> seen = new HashSet<>();
        JsonArrayBuilder results = Json.createArrayBuilder();
        for (JsonObject one : sent) {
            String id = one.getString(idField, "");
            String wrong = seen.add(id) ? wrong(object, one) : "DUPLICATE_VALUE";
            JsonArrayBuilder errors = Json.createArrayBuilder();
            if (wrong.isEmpty()) {
                records.put(object + " " + id, one);
            } else {
                errors.add(Json.createObjectBuilder().add("statusCode", wrong).add("message", "..."));
            }
            results.add(
                    Json.createObjectBuilder().add("success", wrong.isEmpty()).add("errors", errors));
        }
        return Said.of(200, results.build().toString());
    }

    private static String wrong(String object, JsonObject one) {
        boolean typed = object.equals(one.getJsonObject("attributes").getString("type"));
        boolean named = !object.equals("Lead") || (one.containsKey("LastName") && one.containsKey("Company"));
        boolean fits = one.getString("Email", "").length() <= LONGEST_EMAIL;
        return !typed ? "INVALID_TYPE" : !named ? "REQUIRED_FIELD_MISSING" : fits ? "" : "STRING_TOO_LONG";
    }

    private Sending<?> sending(String setting, String value) {
        return Sending.of(
                "salesforce",
                Json.createObjectBuilder()
                        .add(setting, value)
                        .add("instance_url", server.url())
                        .build());
    }

    private Sending<?> sending() {
        return sending("api_version", "v60.0");
    }

    private static Parcel person(String userId, String email) {
        return Sample.parcel(
                "m-" + userId,
                Json.createObjectBuilder(JsonTree.readObject(
                                Sample.event("identify", "m").payload()))
                        .add("userId", userId)
                        .add("traits", Json.createObjectBuilder().add("email", email))
                        .build());
    }

    @Test
    void keepsPeopleAccountsAndTasksOnceAndForgetsAPerson() throws IOException {
        try (Sending<?> salesforce = sending()) {
            assertThat(salesforce.objection()).isEmpty();
            assertThat(salesforce.send(Sample.six())).containsOnly(Kind.OK);
            assertThat(salesforce.send(Sample.six())).containsOnly(Kind.OK);
            assertThat(records.keySet()).containsExactlyInAnyOrder("Lead u-100", "Task m-track", "Account g-7");
            assertThat(given).as("one session for all").isEqualTo(1);

            assertThat(salesforce.forget("u-100")).isEqualTo(204);
            assertThat(records).doesNotContainKey("Lead u-100");
        }
    }

    @Test
    void aSuccessThatHidesARefusedRecordRefusesThatOneOnly() throws IOException {
        List<Parcel> three = List.of(
                person("u-1", "a@example.com"),
                person("u-2", "a-much-too-long-address@example.com"),
                person("u-3", "c@example.com"));
        try (Sending<?> salesforce = sending()) {
            List<Outcome> outcomes = salesforce.outcomes(three);

            assertThat(outcomes).extracting(Outcome::kind).containsExactly(Kind.OK, Kind.REJECTED, Kind.OK);
            assertThat(outcomes.get(1).detail()).isEqualTo("STRING_TOO_LONG");
        }
        assertThat(records.keySet()).containsExactly("Lead u-1", "Lead u-3");
    }

    @Test
    void aPersonWhoIsTwiceInABatchIsSentInTwoRequests() throws IOException {
        try (Sending<?> salesforce = sending()) {
            assertThat(salesforce.send(List.of(person("u-1", "a@example.com"), person("u-1", "b@example.com"))))
                    .containsExactly(Kind.OK, Kind.OK);
        }
        assertThat(records)
                .hasEntrySatisfying(
                        "Lead u-1", lead -> assertThat(lead.getString("Email")).isEqualTo("b@example.com"));
    }

    @Test
    void aSessionThatEndsIsReplacedWithoutLoss() throws IOException {
        try (Sending<?> salesforce = sending()) {
            assertThat(salesforce.send(Sample.six())).containsOnly(Kind.OK);
            sessions.clear();
            assertThat(salesforce.send(Sample.six())).containsOnly(Kind.OK);
        }
        assertThat(given).isEqualTo(2);
    }

    @Test
    void keepsEventsForAnAppAndAFieldThatAreNotThere() throws IOException {
        try (Sending<?> stranger = sending("client_secret", "another-secret");
                Sending<?> field = sending("user_id_field", "Email")) {
            assertThat(stranger.send(Sample.six())).containsOnly(Kind.AUTH);
            assertThat(stranger.objection())
                    .hasValueSatisfying(said -> assertThat(said).contains("invalid_client"));
            assertThat(field.send(List.of(person("u-1", "a@example.com")))).containsOnly(Kind.AUTH);
        }
        assertThat(records).isEmpty();
    }

    @Test
    void theLimitOfTheDayIsWaitedFor() throws IOException {
        exhausted = true;
        try (Sending<?> salesforce = sending()) {
            assertThat(salesforce.outcomes(Sample.six())).allSatisfy(outcome -> {
                assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
                assertThat(outcome.after()).hasMinutes(15);
            });
        }
    }
}
