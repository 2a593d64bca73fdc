package io.cairo.destination.connector;

import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Reach;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.Bodies;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.EventRow;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.Replies;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Statuses;
import io.cairo.destination.kit.Vendor;
import io.cairo.message.Who;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Inserts all six types as rows ({@link EventRow}, JSON as jsonb) into a table of PostgreSQL, which is made if it is not there.
 * Its primary key is message_id, so an event that is sent again is there once. A statement takes all rows or none: with a bad
 * one they are halved until it is alone.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-insert.html">INSERT</a>
 */
@ApplicationScoped
public class Postgres extends Vendor<Postgres.Settings> {
    private static final Reach REACH = new Reach(Set.of("postgresql", "postgresql+tls"), Set.of(5432));
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]{0,62}";
    private static final String STATEMENT = "Statement";
    private static final String MISSING_TABLE = "42P01";

    /** How to reach a table. */
    public record Settings(
            @Doc("Host") String host,

            @Doc(value = "Port; 5432 if left out", min = 1, max = 65535) @Nullable
            Integer port,

            @Doc("Database") String database,
            @Doc("User") String user,
            @Doc("Password of the user") @Secret @Nullable String password,

            @Doc(
                    value = "TLS: verify-full if left out; require checks no certificate, disable sends in the clear",
                    allowed = {"verify-full", "require", "disable"})
            @Nullable
            String sslMode,

            @Doc("Certificate in PEM that the server's must be, if no public authority has signed it") @Nullable
            String certificate,

            @Doc("Schema; public if left out") @Nullable String schema,

            @Doc("Table; cairo_events if left out") @Nullable
            String table,

            @Doc("Whether the table is made if it is not there; true if left out") @Nullable
            Boolean createTable) {

        public Settings {
            Checks.host("host", host);
            Checks.matches("database", database, "[A-Za-z0-9_.-]{1,63}", "letters, digits, _, . and -");
            Checks.matches("user", user, "[\\x21-\\x7e]{1,200}", "ASCII without spaces");
            Checks.matches("password", password, "[\\x20-\\x7e]{1,1000}", "ASCII");
            Checks.certificate("certificate", certificate);
            Checks.matches("schema", schema, NAME, "letters, digits and _");
            Checks.matches("table", table, NAME, "letters, digits and _");
        }

        String into() {
            return "\"" + Objects.requireNonNullElse(schema, "public") + "\".\""
                    + Objects.requireNonNullElse(table, "cairo_events") + "\"";
        }

        String mode() {
            return Objects.requireNonNullElse(sslMode, "verify-full");
        }

        boolean creates() {
            return !Boolean.FALSE.equals(createTable);
        }

        @Override
        public String toString() {
            return "postgres";
        }
    }

    public Postgres() {
        super("postgres", "PostgreSQL", Settings.class, "https://www.postgresql.org/docs/current/sql-insert.html");
    }

    @Override
    public Reach reach() {
        return REACH;
    }

    @Override
    protected URI base(Settings settings) {
        String scheme = settings.mode().equals("disable") ? "postgresql" : "postgresql+tls";
        return URI.create(scheme + "://" + settings.host() + ":" + Objects.requireNonNullElse(settings.port(), 5432)
                + "/" + Ids.encoded(settings.database()));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User", settings.user());
        headers.put("Ssl-Mode", settings.mode());
        if (settings.password() != null) {
            headers.put("Password", settings.password());
        }
        if (settings.certificate() != null) {
            headers.put("Certificate", settings.certificate().strip().replaceAll("\\s*\\R\\s*", "|"));
        }
        return headers;
    }

    @Override
    protected Bound bound() {
        return new Bound(1000, 4_000_000, 1_000_000);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        return Fit.to(Route.of("INSERT", ""), new EventRow(event, attempt).nested());
    }

    @Override
    protected HttpCall call(Route route, byte[] body, Settings settings) {
        return super.call(route, body, settings).with(STATEMENT, insert(settings));
    }

    private static String insert(Settings settings) {
        String columns = EventRow.COLUMNS.stream().map(Postgres::quoted).collect(Collectors.joining(", "));
        String typed = EventRow.COLUMNS.stream()
                .map(column -> quoted(column) + " " + type(column))
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + settings.into() + " (" + columns + ") SELECT " + columns
                + " FROM jsonb_to_recordset(?::jsonb) AS e (" + typed + ") ON CONFLICT (\"message_id\") DO NOTHING";
    }

    private static String create(Settings settings) {
        String columns = EventRow.COLUMNS.stream()
                .map(column -> quoted(column) + " " + type(column))
                .collect(Collectors.joining(", "));
        return "CREATE TABLE IF NOT EXISTS " + settings.into() + " (" + columns + ", PRIMARY KEY (\"message_id\"))";
    }

    private static String quoted(String column) {
        return "\"" + column + "\"";
    }

    private static String type(String column) {
        return switch (column) {
            case "timestamp", "received_at" -> "timestamptz";
            case "context", "properties", "traits" -> "jsonb";
            default -> "text";
        };
    }

    @Override
    public Optional<String> following() {
        return Optional.of("A table that is not there is made, and the rows are inserted then");
    }

    /** The table is made, and the rows are inserted then. */
    @Override
    public Optional<Shipment> next(Shipment sent, HttpAnswer answer, Settings settings) {
        boolean missing = code(answer).equals(MISSING_TABLE) && sent.memo().isEmpty();
        return missing && settings.creates()
                ? Optional.of(new Shipment(sent.call().with("First", create(settings)), sent.parcels(), "created"))
                : Optional.empty();
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        String code = code(answer);
        return code.isEmpty()
                ? Statuses.read(shipment, answer, now)
                : Statuses.all(shipment, meaning(code, shipment.parcels().size()));
    }

    private static String code(HttpAnswer answer) {
        String code = answer.isSuccess() ? null : Paths.text(Replies.object(answer), "code");
        return code == null || !code.matches("[0-9A-Z]{5}") ? "" : code;
    }

    /** @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL Error Codes</a> */
    private static Outcome meaning(String code, int size) {
        String said = "PostgreSQL " + code;
        return switch (code.substring(0, 2)) {
            case "22", "23", "54" -> size > 1 ? Outcome.split() : Outcome.rejected(said + ": a value cannot be stored");
            case "28", "3D", "3F", "42", "0A" ->
                Outcome.auth(said + ": check user, database, table and its columns, and what the user may do");
            default -> Outcome.retry(said, null);
        };
    }

    /** Answers false, which is refused, if the user may not do what will be done. */
    @Override
    public Optional<HttpCall> probe(Settings settings) {
        String exists = "to_regclass('" + settings.into() + "')";
        String schema = Objects.requireNonNullElse(settings.schema(), "public");
        String looks = "SELECT CASE WHEN " + exists + " IS NULL THEN " + settings.creates()
                + " AND has_schema_privilege('" + schema + "', 'CREATE') ELSE has_table_privilege(" + exists
                + ", 'INSERT') END WHERE ?::jsonb IS NOT NULL";
        return Optional.of(
                call(Route.of("PROBE", ""), Bodies.utf8("[]"), settings).with(STATEMENT, looks));
    }

    @Override
    public Optional<HttpCall> deletion(Who who, Settings settings) {
        return Optional.ofNullable(who.userId())
                .map(userId -> call(Route.of("DELETE", ""), Bodies.utf8(userId), settings)
                        .with(STATEMENT, "DELETE FROM " + settings.into() + " WHERE \"user_id\" = ?"));
    }
}
