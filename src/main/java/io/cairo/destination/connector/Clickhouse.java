package io.cairo.destination.connector;

import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Parcel;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.Bodies;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.EventRow;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Statuses;
import io.cairo.destination.kit.Vendor;
import io.cairo.message.Who;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes all six types as rows ({@link EventRow}) to ClickHouse over HTTP. Columns that the table lacks are skipped. The
 * token against double inserts covers the rows themselves; what it does not catch, a ReplacingMergeTree ordered by message_id
 * does. An answer is read by ClickHouse's own code, for the status says little.
 *
 * @see <a href="https://clickhouse.com/docs/interfaces/http">HTTP interface</a>
 */
@ApplicationScoped
public class Clickhouse extends Vendor<Clickhouse.Settings> {
    private static final Set<Integer> BAD_ROW =
            Set.of(6, 26, 27, 38, 41, 53, 69, 70, 72, 117, 130, 131, 349, 469, 636, 691);
    private static final int UNKNOWN_SETTING = 115;
    private static final Set<Integer> BAD_SETTINGS =
            Set.of(16, 47, 60, 62, 81, UNKNOWN_SETTING, 164, 192, 193, 194, 291, 497, 516);
    private static final Pattern CODE = Pattern.compile("(?:^|\\n)\\s*Code: ?(\\d{1,5})[.,]");

    /** How to reach a table. */
    public record Settings(
            @Doc("Address of the HTTP interface: https://host:8443")
            URI url,

            @Doc("Database") String database,
            @Doc("Table") String table,
            @Doc("User") @Nullable String user,
            @Doc("Password of the user") @Secret @Nullable String password,

            @Doc(
                    "Whether ClickHouse gathers small inserts, each with a token that tells a repeated one; true if left out; false"
                            + " before version 22.1, which knows neither")
            @Nullable
            Boolean asyncInsert,

            @Doc(
                    "Whether context, properties and traits are sent as texts; false if left out: as objects, which columns of"
                            + " type JSON and of type String take; true before version 23.1, for columns of type String")
            @Nullable
            Boolean jsonAsText) {

        public Settings {
            Checks.base("url", url);
            Checks.matches("database", database, "[A-Za-z_][A-Za-z0-9_]{0,100}", "letters, digits and _");
            Checks.matches("table", table, "[A-Za-z_][A-Za-z0-9_]{0,100}", "letters, digits and _");
            Checks.credential("user", user);
            Checks.credential("password", password);
        }

        String target() {
            return "`" + database + "`.`" + table + "`";
        }

        boolean gathers() {
            return !Boolean.FALSE.equals(asyncInsert);
        }

        /** What every request sets, as the rest of its query. */
        String parameters() {
            return "date_time_input_format=best_effort&input_format_skip_unknown_fields=1&wait_end_of_query=1"
                    + (gathers() ? "&async_insert=1&wait_for_async_insert=1" : "");
        }

        @Override
        public String toString() {
            return "clickhouse";
        }
    }

    public Clickhouse() {
        super("clickhouse", "ClickHouse", Settings.class, "https://clickhouse.com/docs/interfaces/http");
    }

    @Override
    protected URI base(Settings settings) {
        return settings.url();
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        Map<String, String> headers = new HashMap<>();
        put(headers, "X-ClickHouse-User", settings.user());
        put(headers, "X-ClickHouse-Key", settings.password());
        return headers;
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    @Override
    protected Bound bound() {
        return new Bound(2000, 4_000_000, 1_000_000);
    }

    @Override
    protected Duration age() {
        return Duration.ofSeconds(2);
    }

    @Override
    protected String contentType(Route route) {
        return "application/x-ndjson";
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        EventRow row = new EventRow(event, attempt);
        return Fit.to(insert(settings), Boolean.TRUE.equals(settings.jsonAsText()) ? row.texts() : row.nested());
    }

    private static Route insert(Settings settings) {
        String query = "INSERT INTO " + settings.target() + " FORMAT JSONEachRow";
        return Route.post("/?query=" + Ids.encoded(query) + "&" + settings.parameters());
    }

    @Override
    protected byte[] body(Route route, List<byte[]> items, Settings settings) {
        return Bodies.lines(items);
    }

    @Override
    protected HttpCall call(Route route, List<Parcel> parcels, List<byte[]> items, Settings settings) {
        return super.call(settings.gathers() ? marked(route, items) : route, parcels, items, settings);
    }

    /** Other rows under a token that was seen would be ignored in silence, so the token is made of the rows. */
    private static Route marked(Route route, List<byte[]> items) {
        String rows = new String(Bodies.lines(items), StandardCharsets.UTF_8);
        return Route.post(route.path() + "&insert_deduplication_token=" + Ids.hash(rows));
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        int code = code(answer);
        if (code == 0 && answer.isSuccess() && !answer.body().isBlank()) {
            return Statuses.all(shipment, Statuses.unreadable(answer, now)); // an insert has nothing to answer
        }
        if (code == 0 || answer.status() == 413) {
            return Statuses.read(shipment, answer, now);
        }
        if (BAD_ROW.contains(code)) {
            return Statuses.all(shipment, Statuses.refused(shipment.parcels().size(), answer));
        }
        return Statuses.all(
                shipment,
                BAD_SETTINGS.contains(code)
                        ? Outcome.auth(answer.summary() + ": " + advice(code))
                        : Statuses.later(answer, now));
    }

    private static String advice(int code) {
        return code == UNKNOWN_SETTING
                ? "a ClickHouse before 22.1 needs async_insert to be false"
                : "check database, table, user and their rights";
    }

    /** The error's number, in a header of newer servers, in the text of older ones; 0 if there is none. */
    private static int code(HttpAnswer answer) {
        String header = answer.header("X-ClickHouse-Exception-Code").orElse("");
        if (header.matches("\\d{1,5}")) {
            return Integer.parseInt(header);
        }
        Matcher said = CODE.matcher(answer.body());
        return said.find() ? Integer.parseInt(said.group(1)) : 0;
    }

    /** With all that inserts set, for the server may lack a setting, or the user may not set any. */
    @Override
    public Optional<HttpCall> probe(Settings settings) {
        byte[] query = Bodies.utf8("DESCRIBE TABLE " + settings.target());
        return Optional.of(call(Route.post("/?" + settings.parameters()), query, settings));
    }

    @Override
    public Optional<String> objection(HttpAnswer answer) {
        int code = code(answer);
        return super.objection(answer).map(said -> BAD_SETTINGS.contains(code) ? said + ": " + advice(code) : said);
    }

    /** It answers when the rows are marked; ClickHouse rewrites the parts that hold them afterwards. */
    @Override
    public Optional<HttpCall> deletion(Who who, Settings settings) {
        return Optional.ofNullable(who.userId())
                .map(userId -> userId.replace("\\", "\\\\").replace("'", "\\'"))
                .map(userId -> "ALTER TABLE " + settings.target() + " DELETE WHERE user_id = '" + userId + "'")
                .map(query -> call(Route.post("/"), Bodies.utf8(query), settings));
    }
}
