package io.cairo.destination.connector;

import io.cairo.base.Problem;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Seal;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.Bodies;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.EventRow;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.Renames;
import io.cairo.destination.kit.Replies;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.RsaKey;
import io.cairo.destination.kit.Statuses;
import io.cairo.destination.kit.Vendor;
import io.cairo.message.Who;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges all six types as rows ({@link EventRow}, the last three columns of type VARIANT) into a table of Snowflake, over its
 * SQL API. A row whose message_id is there already is left as it is, so an event arrives once.
 *
 * @see <a href="https://docs.snowflake.com/en/developer-guide/sql-api/index">SQL API</a>
 */
@ApplicationScoped
public class Snowflake extends Vendor<Snowflake.Settings> {
    private static final Route STATEMENTS = Route.post("/api/v2/statements");
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_$]{0,254}";
    private static final String TOKEN_TYPE = "X-Snowflake-Authorization-Token-Type";
    private static final String DONE = "090001";
    private static final long LIFE_SECONDS = 600;
    private static final Set<String> BAD_SETTINGS =
            Set.of("000606", "001003", "002003", "002043", "003001", "904", "000904");

    /** How to reach a table. */
    public record Settings(
            @Doc("Account as organisation-account") String account,
            @Doc("User") String user,

            @Doc("Private RSA key of the user in PEM (PKCS #8, not encrypted)") @Secret @Nullable
            String privateKey,

            @Doc("Programmatic access token, instead of a key; Snowflake takes no plain passwords here")
            @Secret
            @Nullable
            String password,

            @Doc("Database") String database,

            @Doc("Schema; PUBLIC if left out") @Nullable String schema,
            @Doc("Table; EVENTS if left out") @Nullable String table,

            @Doc("Warehouse; the user's own if left out") @Nullable
            String warehouse,

            @Doc("Role; the user's own if left out") @Nullable
            String role,

            @Doc("Another address of the API: a private link, a proxy, a test server") @Nullable
            URI baseUrl) {

        public Settings {
            Checks.matches("account", account, "[A-Za-z0-9][A-Za-z0-9_.-]{1,120}", "organisation-account");
            Checks.matches("user", user, "[^\\s\"\\\\]{1,255}", "a user's name");
            if (privateKey != null) {
                RsaKey.of("private_key", privateKey);
            }
            Checks.credential("password", password);
            if ((privateKey == null) == (password == null)) {
                throw Problem.invalid(
                        "private_key", "send either private_key, or a programmatic access token as password");
            }
            Checks.matches("database", database, NAME, "letters, digits, _ and $");
            Checks.matches("schema", schema, NAME, "letters, digits, _ and $");
            Checks.matches("table", table, NAME, "letters, digits, _ and $");
            Checks.matches("warehouse", warehouse, NAME, "letters, digits, _ and $");
            Checks.matches("role", role, NAME, "letters, digits, _ and $");
            Checks.base("base_url", baseUrl);
        }

        String into() {
            return database + "." + Objects.requireNonNullElse(schema, "PUBLIC") + "."
                    + Objects.requireNonNullElse(table, "EVENTS");
        }

        @Override
        public String toString() {
            return "snowflake";
        }
    }

    public Snowflake() {
        super("snowflake", "Snowflake", Settings.class, "https://docs.snowflake.com/en/developer-guide/sql-api/index");
    }

    @Override
    public JsonObject renamed(JsonObject config) {
        return Renames.of(
                config,
                Map.of("username", "user", "privateKeyPem", "private_key", "private_key_pem", "private_key"),
                Set.of("bufferSize", "flushInterval", "buffer_size", "flush_interval"));
    }

    @Override
    protected URI base(Settings settings) {
        String host = settings.account().toLowerCase(Locale.ROOT).replace('_', '-') + ".snowflakecomputing.com";
        return Objects.requireNonNullElseGet(settings.baseUrl(), () -> URI.create("https://" + host));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return settings.password() == null
                ? Map.of("Accept", "application/json", TOKEN_TYPE, "KEYPAIR_JWT")
                : Map.of(
                        "Accept",
                        "application/json",
                        TOKEN_TYPE,
                        "PROGRAMMATIC_ACCESS_TOKEN",
                        "Authorization",
                        "Bearer " + settings.password());
    }

    @Override
    protected @Nullable Seal seal(Settings settings) {
        String pem = settings.privateKey();
        return pem == null ? null : (call, now) -> call.with("Authorization", "Bearer " + token(pem, settings, now));
    }

    private static String token(String pem, Settings settings, Instant now) {
        RsaKey key = RsaKey.of("private_key", pem);
        String account = settings.account().split("\\.", 2)[0];
        String name = (account + "." + settings.user()).toUpperCase(Locale.ROOT);
        JsonObject header = new Fields().put("alg", "RS256").put("typ", "JWT").json();
        JsonObject claims = new Fields()
                .put("iss", name + "." + key.fingerprint())
                .put("sub", name)
                .put("iat", now.getEpochSecond())
                .put("exp", now.getEpochSecond() + LIFE_SECONDS)
                .json();
        return key.token(header, claims);
    }

    @Override
    protected Bound bound() {
        return new Bound(1000, 2_000_000, 1_000_000);
    }

    @Override
    protected Duration age() {
        return Duration.ofSeconds(10);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        return Fit.to(STATEMENTS, new EventRow(event, attempt).nested()).once(event.messageId());
    }

    @Override
    protected byte[] body(Route route, List<byte[]> items, Settings settings) {
        return new SnowflakeSql(settings).merge(new String(Bodies.array(items), StandardCharsets.UTF_8));
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        return Statuses.all(shipment, outcome(shipment.parcels().size(), answer, now));
    }

    /** What is still running after the answer may be sent again: the rows are merged. */
    private static Outcome outcome(int size, HttpAnswer answer, Instant now) {
        String code = String.valueOf(Paths.text(Replies.object(answer), "code"));
        if (answer.status() == 202) {
            return Outcome.retry("HTTP 202: the statement has not ended in time", null);
        }
        if (answer.isSuccess() && !code.equals(DONE)) {
            return Statuses.unreadable(answer, now);
        }
        if (answer.status() >= 400 && (BAD_SETTINGS.contains(code) || code.startsWith("390"))) {
            return Outcome.auth(answer.summary() + ": check user, key, role, warehouse and table");
        }
        return Statuses.one(size, answer, now);
    }

    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(call(STATEMENTS, new SnowflakeSql(settings).look(), settings));
    }

    @Override
    public Optional<String> objection(HttpAnswer answer) {
        boolean done = answer.isSuccess() && DONE.equals(Paths.text(Replies.object(answer), "code"));
        return done ? Optional.empty() : Optional.of(answer.summary());
    }

    @Override
    public Optional<HttpCall> deletion(Who who, Settings settings) {
        return Optional.ofNullable(who.userId())
                .map(userId -> call(STATEMENTS, new SnowflakeSql(settings).deletion(userId), settings));
    }
}
