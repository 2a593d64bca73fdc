package io.cairo.destination.connector;

import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.Bodies;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.EventRow;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.GoogleCloud;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.Replies;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Statuses;
import io.cairo.message.Who;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Streams all six types as rows ({@link EventRow}) into a table of BigQuery, which must be there. A success may hide rows that
 * were not taken. BigQuery drops a row that it got within the last minute or so; what comes later again is there twice, and is
 * told by message_id.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/rest/v2/tabledata/insertAll">tabledata.insertAll</a>
 */
@ApplicationScoped
public class Bigquery extends GoogleCloud<Bigquery.Settings> {
    private static final String SCOPE = "https://www.googleapis.com/auth/bigquery";
    private static final int LONGEST_ID = 128;
    private static final int CUT = 60_000;
    private static final Set<String> LATER =
            Set.of("rateLimitExceeded", "quotaExceeded", "backendError", "internalError", "stopped", "timeout");

    /** How to reach a table. */
    public record Settings(
            @Doc("Id of the project") String projectId,

            @Doc(value = "Dataset; cairo_events if left out", min = 1, max = 1024) @Nullable
            String datasetId,

            @Doc(value = "Table; events if left out", min = 1, max = 1024) @Nullable
            String tableId,

            @Doc("JSON of the key file of a service account that may edit the dataset's data") @Secret
            String serviceAccount,

            @Doc("Another address of the API: a proxy, a test server") @Nullable
            URI baseUrl)
            implements GoogleCloud.Project {

        public Settings {
            GoogleCloud.check(projectId, serviceAccount, baseUrl);
            Checks.matches("dataset_id", datasetId, "[A-Za-z0-9_]+", "letters, digits and _");
            Checks.matches("table_id", tableId, "[A-Za-z0-9_-]+", "letters, digits, _ and -");
        }

        String dataset() {
            return Objects.requireNonNullElse(datasetId, "cairo_events");
        }

        String table() {
            return Objects.requireNonNullElse(tableId, "events");
        }

        @Override
        public String toString() {
            return "bigquery";
        }
    }

    public Bigquery() {
        super(
                "bigquery",
                "BigQuery",
                Settings.class,
                "https://cloud.google.com/bigquery/docs/reference/rest/v2/tabledata/insertAll",
                "https://bigquery.googleapis.com",
                SCOPE);
    }

    @Override
    protected Bound bound() {
        return new Bound(500, 4_000_000, 1_000_000);
    }

    @Override
    protected Duration age() {
        return Duration.ofSeconds(2);
    }

    private static String table(Settings settings) {
        return "/bigquery/v2/projects/" + settings.projectId() + "/datasets/" + settings.dataset() + "/tables/"
                + settings.table();
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        JsonObject row = new Fields()
                .put("insertId", Ids.within(LONGEST_ID, event.messageId()))
                .put("json", new EventRow(event, attempt).texts())
                .json();
        return Fit.to(Route.post(table(settings) + "/insertAll"), row);
    }

    @Override
    protected byte[] body(Route route, List<byte[]> items, Settings settings) {
        return Bodies.around("{\"skipInvalidRows\":true,\"ignoreUnknownValues\":true,\"rows\":[", items, ",", "]}");
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        JsonObject said = Replies.object(answer);
        if (!answer.isSuccess()) {
            return Statuses.all(shipment, failed(shipment, said, answer, now));
        }
        if (said.isEmpty()) {
            boolean cut = answer.body().length() >= CUT && shipment.parcels().size() > 1;
            return Statuses.all(shipment, cut ? Outcome.split() : Statuses.unreadable(answer, now));
        }
        Map<Integer, Outcome> wrong = new HashMap<>();
        Paths.objects(said, "insertErrors").forEach(row -> wrong.put(Paths.index(row, "index"), row(row)));
        if (!wrong.keySet().stream()
                .allMatch(index -> index >= 0 && index < shipment.parcels().size())) {
            return Statuses.all(shipment, Statuses.unreadable(answer, now));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < shipment.parcels().size(); i++) {
            outcomes.add(wrong.getOrDefault(i, Outcome.ok()));
        }
        return outcomes;
    }

    private static Outcome row(JsonObject row) {
        List<JsonObject> errors = Paths.objects(row, "errors");
        JsonObject first = errors.isEmpty() ? JsonObject.EMPTY_JSON_OBJECT : errors.get(0);
        String reason = Objects.requireNonNullElse(Paths.text(first, "reason"), "no reason given");
        String location = Paths.text(first, "location");
        String said = Replies.brief(location == null ? reason : reason + " in " + location);
        return LATER.contains(reason) ? Outcome.retry(said, null) : Outcome.rejected(said);
    }

    private static Outcome failed(Shipment shipment, JsonObject said, HttpAnswer answer, Instant now) {
        boolean later = Paths.objects(said, "error", "errors").stream()
                .anyMatch(error -> LATER.contains(String.valueOf(Paths.text(error, "reason"))));
        return later
                ? Statuses.later(answer, now)
                : Statuses.one(shipment.parcels().size(), answer, now);
    }

    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(get(table(settings), settings));
    }

    /** Rows of the last ninety minutes or so cannot be deleted yet; BigQuery says so. */
    @Override
    public Optional<HttpCall> deletion(Who who, Settings settings) {
        if (who.userId() == null) {
            return Optional.empty();
        }
        JsonObject parameter = new Fields()
                .put("name", "user")
                .put("parameterType", new Fields().put("type", "STRING"))
                .put("parameterValue", new Fields().put("value", who.userId()))
                .json();
        JsonObject query = new Fields()
                .put(
                        "query",
                        "DELETE FROM `%s.%s.%s` WHERE user_id = @user"
                                .formatted(settings.projectId(), settings.dataset(), settings.table()))
                .put("useLegacySql", false)
                .put("parameterMode", "NAMED")
                .put(
                        "queryParameters",
                        JsonTree.JSON.createArrayBuilder().add(parameter).build())
                .json();
        Route route = Route.post("/bigquery/v2/projects/" + settings.projectId() + "/queries");
        return Optional.of(call(route, JsonText.bytes(query), settings));
    }
}
