package io.cairo.destination.connector;

import io.cairo.base.JsonText;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Seal;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.AwsAccess;
import io.cairo.destination.kit.Bodies;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Paths;
import io.cairo.destination.kit.Replies;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Statuses;
import io.cairo.destination.kit.Vendor;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts all six types, as they are, with a line's end, as records into a Kinesis stream; the events of one person go to one
 * shard. A success may hide records that were not taken: only those are tried again. Kinesis tells no record from one that was
 * sent before; the message id is in it.
 *
 * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html">PutRecords</a>
 */
@ApplicationScoped
public class Kinesis extends Vendor<Kinesis.Settings> {
    private static final Route ROOT = Route.post("/");
    private static final String TARGET = "X-Amz-Target";
    private static final int LONGEST_KEY = 256;
    private static final Set<String> LATER = Set.of(
            "ProvisionedThroughputExceededException",
            "LimitExceededException",
            "KMSThrottlingException",
            "ThrottlingException",
            "RequestTimeoutException");
    private static final Set<String> BAD_EVENT =
            Set.of("InvalidArgumentException", "ValidationException", "SerializationException");

    /** How to reach a stream. */
    public record Settings(
            @Doc("Name of the stream") String streamName,

            @Doc(value = "Region; us-east-1 if left out", min = 1, max = 40) @Nullable
            String region,

            @Doc("Access key id; it needs kinesis:PutRecords, and DescribeStreamSummary for the connection test")
            String accessKeyId,

            @Doc("Secret access key") @Secret String secretAccessKey,

            @Doc("Session token of a temporary key") @Secret @Nullable
            String sessionToken,

            @Doc("Another address of the API: a proxy, a test server") @Nullable
            URI endpoint) {

        public Settings {
            Checks.matches("stream_name", streamName, "[A-Za-z0-9_.-]{1,128}", "letters, digits, _, . and -");
            AwsAccess.check(region, accessKeyId, secretAccessKey, sessionToken);
            Checks.base("endpoint", endpoint);
        }

        AwsAccess access() {
            return AwsAccess.of(region, accessKeyId, secretAccessKey, sessionToken);
        }

        @Override
        public String toString() {
            return "kinesis";
        }
    }

    public Kinesis() {
        super(
                "kinesis",
                "Amazon Kinesis",
                Settings.class,
                "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html");
    }

    @Override
    protected URI base(Settings settings) {
        return Objects.requireNonNullElseGet(
                settings.endpoint(), () -> URI.create(settings.access().address("kinesis")));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Map.of(TARGET, "Kinesis_20131202.PutRecords");
    }

    @Override
    protected String contentType(Route route) {
        return "application/x-amz-json-1.1";
    }

    @Override
    protected Seal seal(Settings settings) {
        return settings.access().seal("kinesis");
    }

    /** Of 500 that may be sent: an answer about more than these would be cut off. */
    @Override
    protected Bound bound() {
        return new Bound(300, 4_000_000, 1_000_000);
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        byte[] line = Bodies.lines(List.of(JsonText.bytes(event.json())));
        String person = Objects.requireNonNullElse(event.anyId(), event.messageId());
        JsonObject entry = new Fields()
                .put("Data", Base64.getEncoder().encodeToString(line))
                .put("PartitionKey", Ids.within(LONGEST_KEY, person))
                .json();
        return Fit.to(ROOT, entry);
    }

    @Override
    protected byte[] body(Route route, List<byte[]> items, Settings settings) {
        return Bodies.around("{\"StreamName\":\"" + settings.streamName() + "\",\"Records\":[", items, ",", "]}");
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        JsonObject said = Replies.object(answer);
        if (!answer.isSuccess()) {
            return Statuses.all(shipment, failed(shipment, type(said), answer, now));
        }
        List<JsonObject> entries = Paths.objects(said, "Records");
        if (entries.size() != shipment.parcels().size()) {
            return Statuses.all(shipment, Statuses.unreadable(answer, now));
        }
        List<Outcome> outcomes = new ArrayList<>();
        entries.forEach(entry -> {
            String code = Paths.text(entry, "ErrorCode");
            outcomes.add(code == null ? Outcome.ok() : Outcome.retry(Replies.brief(code), null));
        });
        return outcomes;
    }

    /** Without its name space: {@code com.amazonaws.kinesis#Name}. */
    private static String type(JsonObject said) {
        String type = Paths.text(said, "__type");
        return type == null ? "" : type.substring(type.lastIndexOf('#') + 1);
    }

    private static Outcome failed(Shipment shipment, String type, HttpAnswer answer, Instant now) {
        if (answer.status() != 400 || type.isEmpty()) {
            return Statuses.one(shipment.parcels().size(), answer, now);
        }
        if (LATER.contains(type)) {
            return Statuses.later(answer, now);
        }
        return BAD_EVENT.contains(type)
                ? Statuses.refused(shipment.parcels().size(), answer)
                : Outcome.auth(answer.summary() + ": check the stream, the region and the key");
    }

    @Override
    public Optional<HttpCall> probe(Settings settings) {
        byte[] body = Bodies.utf8("{\"StreamName\":\"" + settings.streamName() + "\"}");
        return Optional.of(call(ROOT, body, settings).with(TARGET, "Kinesis_20131202.DescribeStreamSummary"));
    }
}
