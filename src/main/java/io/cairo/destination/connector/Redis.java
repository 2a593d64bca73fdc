package io.cairo.destination.connector;

import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Reach;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.Bodies;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Coded;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Replies;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Vendor;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArrayBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Adds all six types, as they are, to a stream of Redis: entries with {@code messageId}, {@code type} and {@code payload}. A
 * message that was added within the last day is not added again: a script looks for a key of its id before, in one step. A
 * cluster is not followed from node to node; its answers say so.
 *
 * @see <a href="https://redis.io/docs/latest/commands/xadd/">XADD</a>
 */
@ApplicationScoped
public class Redis extends Vendor<Redis.Settings> {
    private static final Reach REACH = new Reach(Set.of("redis", "rediss"), Set.of(6379));
    private static final Route PIPELINE = Route.of("PIPELINE", "");
    private static final String ONCE = "if redis.call('EXISTS',KEYS[1])==1 then return 0 end "
            + "redis.call('XADD',KEYS[2],unpack(ARGV,2)) redis.call('SET',KEYS[1],1,'EX',ARGV[1]) return 1";
    private static final Pattern BAD_SETTINGS =
            Pattern.compile("(?s).*\\b(NOAUTH|WRONGPASS|NOPERM|WRONGTYPE|CROSSSLOT|unknown command)\\b.*");
    private static final Pattern CLUSTER = Pattern.compile("(?:MOVED|ASK) .*");
    private static final String IS_CLUSTER =
            ": this is a node of a cluster, which is not followed from node to node, and the"
                    + " stream is another node's; name that node as host and port, and a stream without {type}, whose key stays there";
    private static final int DAY_SECONDS = 86_400;

    /** How to reach a stream. */
    public record Settings(
            @Doc("Host") String host,

            @Doc(value = "Port; 6379 if left out", min = 1, max = 65535) @Nullable
            Integer port,

            @Doc("Whether to speak TLS; true if left out") @Nullable
            Boolean tls,

            @Doc("User, if the server knows users") @Nullable
            String username,

            @Doc("Password") @Secret @Nullable String password,

            @Doc(value = "Database; 0 if left out", min = 0, max = 10000) @Nullable
            Integer database,

            @Doc("Key of the stream; {type} stands for the event's; cairo:events if left out") @Nullable
            String stream,

            @Doc(value = "About how many entries the stream keeps; all if left out", min = 1, max = 2000000000)
            @Nullable
            Integer maxLength,

            @Doc(value = "Seconds for which a message is known; a day if left out, 0 for never", min = 0, max = 2592000)
            @Nullable
            Integer dedupeSeconds) {

        public Settings {
            Checks.host("host", host);
            Checks.credential("username", username);
            Checks.credential("password", password);
            Checks.matches("stream", stream, "[\\x21-\\x7e]{1,200}", "1 to 200 ASCII characters without spaces");
            if (username != null && password == null) {
                throw Problem.invalid("password", "is missing: a user needs one");
            }
        }

        String key(String type) {
            return Objects.requireNonNullElse(stream, "cairo:events").replace("{type}", type);
        }

        int known() {
            return Objects.requireNonNullElse(dedupeSeconds, DAY_SECONDS);
        }

        @Override
        public String toString() {
            return "redis";
        }
    }

    public Redis() {
        super("redis", "Redis Streams", Settings.class, "https://redis.io/docs/latest/commands/xadd/");
    }

    @Override
    public Reach reach() {
        return REACH;
    }

    @Override
    protected URI base(Settings settings) {
        String scheme = Boolean.FALSE.equals(settings.tls()) ? "redis" : "rediss";
        return URI.create(scheme + "://" + settings.host() + ":" + Objects.requireNonNullElse(settings.port(), 6379)
                + "/" + Objects.requireNonNullElse(settings.database(), 0));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (settings.password() != null) {
            headers.put("User", Objects.requireNonNullElse(settings.username(), "default"));
            headers.put("Password", settings.password());
        }
        return headers;
    }

    @Override
    protected String contentType(Route route) {
        return "application/x-ndjson";
    }

    @Override
    protected Bound bound() {
        return new Bound(500, 4_000_000, 1_000_000);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        String stream = settings.key(event.type());
        String payload = new String(JsonText.bytes(event.json()), StandardCharsets.UTF_8);
        List<String> entry = new ArrayList<>();
        if (settings.maxLength() != null) {
            entry.addAll(List.of("MAXLEN", "~", settings.maxLength().toString()));
        }
        entry.addAll(List.of("*", "messageId", event.messageId(), "type", event.type(), "payload", payload));
        return Fit.to(PIPELINE, settings.known() == 0 ? added(stream, entry) : once(stream, event, entry, settings));
    }

    private static byte[] added(String stream, List<String> entry) {
        List<String> words = new ArrayList<>(List.of("XADD", stream));
        words.addAll(entry);
        return command(words);
    }

    /** The braces keep both keys on one node. */
    private static byte[] once(String stream, Incoming event, List<String> entry, Settings settings) {
        String known = "{" + stream + "}:" + Ids.hash(event.messageId());
        List<String> words =
                new ArrayList<>(List.of("EVAL", ONCE, "2", known, stream, Integer.toString(settings.known())));
        words.addAll(entry);
        return command(words);
    }

    private static byte[] command(List<String> words) {
        JsonArrayBuilder command = JsonTree.JSON.createArrayBuilder();
        words.forEach(command::add);
        return JsonText.bytes(command.build());
    }

    @Override
    protected byte[] body(Route route, List<byte[]> items, Settings settings) {
        return Bodies.lines(items);
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        return Coded.read(shipment, answer, now, error -> {
            String said = Replies.brief(error);
            if (CLUSTER.matcher(error).matches()) {
                return Outcome.auth(said + IS_CLUSTER);
            }
            return BAD_SETTINGS.matcher(error).matches()
                    ? Outcome.auth(said + ": check the key, the user and its rights")
                    : Outcome.retry(said, null);
        });
    }

    @Override
    public Optional<String> objection(HttpAnswer answer) {
        return super.objection(answer)
                .map(said -> CLUSTER.matcher(answer.body()).matches() ? said + IS_CLUSTER : said);
    }

    /** Fails if the key holds something that is no stream. */
    @Override
    public Optional<HttpCall> probe(Settings settings) {
        byte[] looks = command(List.of("XLEN", settings.key("track")));
        return Optional.of(call(Route.of("PROBE", ""), Bodies.lines(List.of(looks)), settings));
    }
}
