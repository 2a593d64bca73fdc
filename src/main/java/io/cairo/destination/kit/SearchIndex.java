package io.cairo.destination.kit;

import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Times;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Reach;
import io.cairo.destination.Shipment;
import io.cairo.message.Who;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to a search engine by its bulk API, which Elasticsearch and OpenSearch share. Each event is a document with
 * the message id as its id, made with {@code create}: sent again, it is a conflict and not a second document. The answer says
 * for each document what became of it; only those that were not taken are tried again, and one whose fields clash with those
 * of other documents is stored with them as one text.
 *
 * @param <S> the settings
 */
public abstract class SearchIndex<S extends Record & SearchIndex.Cluster> extends Vendor<S> {
    private static final String BULK = "/_bulk?filter_path=errors,items.*.status,items.*.error.type";
    private static final int LONGEST_ID = 512;
    private static final List<String> FREE = List.of("context", "properties", "traits");

    protected SearchIndex(String type, String title, Class<S> settings, String docs) {
        super(type, title, settings, docs);
    }

    /** Settings that both of them have. */
    public interface Cluster {
        URI url();

        /** Index or data stream; {@code {type}}, {@code {yyyy}}, {@code {MM}}, {@code {dd}} stand for parts of the event. */
        @Nullable
        String index();

        @Nullable
        String username();

        @Nullable
        String password();
    }

    /** @throws io.cairo.base.Problem unless they can name a cluster, an index apart from its placeholders, and a user */
    protected static void check(URI url, @Nullable String index, @Nullable String username, @Nullable String password) {
        Checks.base("url", url);
        Checks.together("username", username, "password", password);
        String plain = index == null ? "x" : index.replaceAll("\\{(type|yyyy|MM|dd)}", "0");
        Checks.matches(
                "index",
                plain,
                "[a-z0-9][a-z0-9._-]{0,200}",
                "lower-case letters, digits, -, _, ., {type}, {yyyy}, {MM}, {dd}");
    }

    private String index(S settings) {
        return Objects.requireNonNullElse(settings.index(), "cairo-events");
    }

    @Override
    protected URI base(S settings) {
        return settings.url();
    }

    /** The user's name and password, if there is one. */
    @Override
    protected Map<String, String> headers(S settings) {
        String username = settings.username();
        return username == null ? Map.of() : Headers.basic(username, String.valueOf(settings.password()));
    }

    @Override
    public Reach reach() {
        return Reach.web(9200);
    }

    /** A document with an action line before it. */
    @Override
    protected Bound bound() {
        return new Bound(500, 4_000_000, 1_000_000);
    }

    @Override
    protected String contentType(Route route) {
        return "application/x-ndjson";
    }

    @Override
    protected Fit fit(Incoming event, S settings, Instant attempt) {
        Instant at = event.at(attempt);
        String id = event.messageId().length() * 3 <= LONGEST_ID ? event.messageId() : Ids.hash(event.messageId());
        JsonObject action = new Fields()
                .put(
                        "create",
                        new Fields().put("_index", named(event, at, settings)).put("_id", id))
                .json();
        List<byte[]> lines = List.of(JsonText.bytes(action), JsonText.bytes(document(event, at)));
        return Fit.to(Route.post(BULK), Bodies.around("", lines, "\n", ""));
    }

    private String named(Incoming event, Instant at, S settings) {
        String date = Times.written(at);
        return index(settings)
                .replace("{type}", event.type())
                .replace("{yyyy}", date.substring(0, 4))
                .replace("{MM}", date.substring(5, 7))
                .replace("{dd}", date.substring(8, 10));
    }

    private static JsonObject document(Incoming event, Instant at) {
        return new Fields()
                .put("@timestamp", Times.written(at))
                .put("message_id", event.messageId())
                .put("type", event.type())
                .put("event", event.is("track") ? event.name() : null)
                .put("name", event.is("track") ? null : event.name())
                .put("user_id", event.userId())
                .put("anonymous_id", event.anonymousId())
                .put("group_id", event.groupId())
                .put("previous_id", event.previousId())
                .put("received_at", event.text("receivedAt"))
                .put("context", event.context())
                .put("properties", event.properties())
                .put("traits", Paths.object(event.json(), "traits"))
                .json();
    }

    @Override
    protected byte[] body(Route route, List<byte[]> items, S settings) {
        return Bodies.lines(items);
    }

    @Override
    public Optional<String> following() {
        return Optional.of(
                "Documents that do not fit the index are sent once more, with what is free in them as one text");
    }

    /**
     * A document whose fields are of other types than in the documents before it (a price of 20, then one of 2.5) is not taken.
     * It is sent once more with what is free in it as one text, {@code raw}; the others, which are there now, are conflicts.
     */
    @Override
    public Optional<Shipment> next(Shipment sent, HttpAnswer answer, S settings) {
        List<JsonObject> items = Paths.objects(Replies.object(answer), "items");
        boolean odd = items.stream().anyMatch(SearchIndex::isOdd);
        if (!answer.isSuccess()
                || !odd
                || items.size() != sent.parcels().size()
                || !sent.memo().isEmpty()) {
            return Optional.empty();
        }
        String[] lines = new String(sent.call().body(), StandardCharsets.UTF_8).split("\n", -1);
        List<byte[]> again = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            again.add(Bodies.utf8(lines[2 * i]));
            byte[] document = Bodies.utf8(lines[2 * i + 1]);
            again.add(isOdd(items.get(i)) ? raw(JsonTree.readObject(document)) : document);
        }
        HttpCall call = call(Route.post(BULK), Bodies.lines(again), settings);
        return Optional.of(new Shipment(call, sent.parcels(), "raw"));
    }

    private static boolean isOdd(JsonObject item) {
        return Paths.index(item, "create", "status") == 400;
    }

    private static byte[] raw(JsonObject document) {
        Fields free = new Fields();
        FREE.forEach(name -> free.put(name, document.get(name)));
        String text = new String(JsonText.bytes(free.json()), StandardCharsets.UTF_8);
        return JsonText.bytes(
                new Fields().allBut(Set.copyOf(FREE), document).put("raw", text).json());
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        if (!answer.isSuccess()) {
            return Statuses.read(shipment, answer, now);
        }
        JsonObject said = Replies.object(answer);
        List<JsonObject> items = Paths.objects(said, "items");
        if (items.size() != shipment.parcels().size()) {
            return Statuses.all(shipment, Statuses.unreadable(answer, now));
        }
        List<Outcome> outcomes = new ArrayList<>();
        items.forEach(item -> outcomes.add(outcome(Paths.object(item, "create"), answer, now)));
        return outcomes;
    }

    private static Outcome outcome(JsonObject created, HttpAnswer answer, Instant now) {
        int status = Paths.index(created, "status");
        String type = Paths.text(created, "error", "type");
        String said = "item " + status + ": " + (type == null ? "no reason given" : Replies.brief(type));
        if (status == 409) {
            return Outcome.ok(); // it is there already
        }
        if (status >= 200 && status < 300) {
            return Outcome.ok();
        }
        boolean blocked = "cluster_block_exception".equals(type);
        if (status < 0 || status == 429 || status >= 500 || blocked) {
            return Outcome.retry(said, answer.retryAfter(now).orElse(null));
        }
        return status == 401 || status == 403 || status == 404
                ? Outcome.auth(said + ": check the index and what the credentials allow")
                : Outcome.rejected(said);
    }

    @Override
    public Optional<HttpCall> probe(S settings) {
        return Optional.of(get("/", settings));
    }

    /**
     * Deletes the events that name the person, in every index that the setting can mean. Without a mapping of somebody's a text
     * is searched by its words, and is whole only in {@code user_id.keyword}.
     */
    @Override
    public Optional<HttpCall> deletion(Who who, S settings) {
        if (who.userId() == null) {
            return Optional.empty();
        }
        String indexes = index(settings).replaceAll("\\{[A-Za-z]+}", "*");
        JsonArray either = JsonTree.JSON
                .createArrayBuilder()
                .add(term("user_id", who.userId()))
                .add(term("user_id.keyword", who.userId()))
                .build();
        JsonObject query = new Fields()
                .put("query", new Fields().put("bool", new Fields().put("should", either)))
                .json();
        HttpCall call = call(
                Route.post("/" + indexes + "/_delete_by_query?conflicts=proceed"), JsonText.bytes(query), settings);
        return Optional.of(call.with("Content-Type", "application/json"));
    }

    private static JsonObject term(String field, String value) {
        return new Fields().put("term", new Fields().put(field, value)).json();
    }
}
