package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import io.cairo.base.Times;
import io.cairo.destination.Outcome;
import io.cairo.destination.Outcome.Kind;
import io.cairo.destination.Parcel;
import io.cairo.destination.connector.StandIn.Asked;
import io.cairo.destination.connector.StandIn.Said;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A stand-in for Snowflake's SQL API that has one table and checks the token of each request.
 *
 * @see <a href="https://docs.snowflake.com/en/developer-guide/sql-api/authenticating">Authenticating to the server</a>
 */
@Against(types = "snowflake", server = "the SQL API as documented, which checks signed tokens", real = false)
class SnowflakeIT {
    private static final String TABLE = "LAKE.RAW.EVENTS";

    private final Map<String, JsonObject> rows = new LinkedHashMap<>();
    private final StandIn server = new StandIn(this::answer);
    private boolean slow;

    @AfterEach
    void stop() {
        server.close();
    }

    private synchronized Said answer(Asked asked) throws GeneralSecurityException {
        String bearer = asked.header("authorization").replaceFirst("^Bearer ", "");
        boolean typed = asked.header("x-snowflake-authorization-token-type").equals("KEYPAIR_JWT");
        if (!typed
                || Tokens.read(bearer, Sample.PAIR.getPublic())
                        .filter(isTheUsers())
                        .isEmpty()) {
            return said(401, "390144", "JWT token is invalid.");
        }
        JsonObject body = asked.json();
        String sql = body.getString("statement");
        if (!asked.path().equals("/api/v2/statements")) {
            return said(404, "391902", "not found");
        }
        if (!"LOADER".equals(body.getString("role", "LOADER"))) {
            return said(400, "390186", "Role specified in the connect string is not granted to this user.");
        }
        if (!sql.contains(TABLE)) {
            return said(422, "002003", "SQL compilation error: does not exist or not authorized.");
        }
        return slow ? said(202, "333334", "Asynchronous execution in progress.") : run(sql, body);
    }

    private static Predicate<Tokens.Token> isTheUsers() throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(Sample.PAIR.getPublic().getEncoded());
        String key = "SHA256:" + Base64.getEncoder().encodeToString(hash);
        return token -> "ACME-SHOP.CAIRO".equals(token.claims().getString("sub", ""))
                && ("ACME-SHOP.CAIRO." + key).equals(token.claims().getString("iss", ""));
    }

    private static Said said(int status, String code, String message) {
        return Said.of(status, "{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}");
    }

    private Said run(String sql, JsonObject body) {
        JsonObject bindings = body.getJsonObject("bindings");
        String bound = bindings == null || bindings.isEmpty()
                ? ""
                : bindings.getJsonObject("1").getString("value");
        if (sql.startsWith("SELECT")) {
            return said(200, "090001", "Statement executed successfully.");
        }
        if (sql.startsWith("DELETE FROM " + TABLE + " WHERE \"USER_ID\" = ?")) {
            rows.values().removeIf(row -> bound.equals(row.getString("user_id", "")));
            return said(200, "090001", "Statement executed successfully.");
        }
        return sql.startsWith("MERGE INTO " + TABLE) ? merged(bound) : said(422, "001003", "syntax error");
    }

    /** All rows or none: a value that cannot be what its column is fails the statement. */
    private Said merged(String bound) {
        Map<String, JsonObject> merged = new LinkedHashMap<>(rows);
        for (JsonValue value :
                JsonTree.read(bound.getBytes(StandardCharsets.UTF_8)).asJsonArray()) {
            JsonObject row = value.asJsonObject();
            if (!isTime(row.getString("timestamp"))
                    || row.getString("user_id", "").length() > 50) {
                return said(422, "100078", "String is too long and would be truncated");
            }
            merged.putIfAbsent(row.getString("message_id"), row);
        }
        int inserted = merged.size() - rows.size();
        rows.putAll(merged);
        return Said.of(200, "{\"code\":\"090001\",\"stats\":{\"numRowsInserted\":" + inserted + "}}");
    }

    private static boolean isTime(String text) {
        try {
            Times.read(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private Sending<?> sending(String setting, String value) {
        return Sending.of(
                "snowflake",
                Json.createObjectBuilder()
                        .add(setting, value)
                        .add("base_url", server.url())
                        .build());
    }

    private Sending<?> sending() {
        return sending("table", "EVENTS");
    }

    private static Parcel by(String userId, String messageId) {
        JsonObject event = JsonTree.readObject(Sample.event("track", messageId).payload());
        return Sample.parcel(
                messageId, Json.createObjectBuilder(event).add("userId", userId).build());
    }

    @Test
    void mergesEachEventOnceAndDeletesAPerson() throws IOException {
        try (Sending<?> snowflake = sending()) {
            assertThat(snowflake.objection()).isEmpty();
            assertThat(snowflake.send(Sample.six())).hasSize(6).containsOnly(Kind.OK);
            assertThat(snowflake.send(Sample.six())).containsOnly(Kind.OK);
            assertThat(rows).hasSize(6);
            assertThat(rows)
                    .hasEntrySatisfying(
                            "m-track",
                            row -> assertThat(row.getJsonObject("properties").getString("order_id"))
                                    .isEqualTo("o-1"));

            assertThat(snowflake.forget("u-100")).isEqualTo(200);
            assertThat(rows).isEmpty();
        }
    }

    @Test
    void aBadRowIsFoundByHalvingAndRefusedAlone() throws IOException {
        List<Parcel> two = List.of(by("u-1", "m-1"), by("u".repeat(51), "m-2"));
        try (Sending<?> snowflake = sending()) {
            assertThat(snowflake.send(two)).containsOnly(Kind.SPLIT);
            assertThat(snowflake.send(two.subList(0, 1))).containsOnly(Kind.OK);
            assertThat(snowflake.send(two.subList(1, 2))).containsOnly(Kind.REJECTED);
        }
        assertThat(rows).containsOnlyKeys("m-1");
    }

    @Test
    void keepsEventsForATableARoleAndAUserThatAreNotThere() throws IOException {
        try (Sending<?> table = sending("table", "NOWHERE");
                Sending<?> role = sending("role", "STRANGER");
                Sending<?> user = sending("user", "SOMEBODY")) {
            for (Sending<?> wrong : List.of(table, role, user)) {
                assertThat(wrong.send(Sample.six())).containsOnly(Kind.AUTH);
                assertThat(wrong.objection()).isPresent();
            }
            assertThat(user.outcomes(Sample.six())).extracting(Outcome::detail).allMatch(said -> said.contains("JWT"));
        }
        assertThat(rows).isEmpty();
    }

    @Test
    void aTokenOfAClockThatIsWrongIsNotTaken() throws IOException {
        Clock behind = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        JsonObject here =
                Json.createObjectBuilder().add("base_url", server.url()).build();
        try (Sending<?> late = Sending.of(Sample.named("snowflake"), here, behind)) {
            assertThat(late.send(Sample.six())).containsOnly(Kind.AUTH);
        }
    }

    @Test
    void aStatementThatIsStillRunningIsSentAgain() throws IOException {
        slow = true;
        try (Sending<?> snowflake = sending()) {
            assertThat(snowflake.send(Sample.six())).containsOnly(Kind.RETRY);
            slow = false;
            assertThat(snowflake.send(Sample.six())).containsOnly(Kind.OK);
        }
    }
}
