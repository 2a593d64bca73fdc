package io.cairo.destination.connector;

import io.cairo.base.JsonText;
import io.cairo.base.Times;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Parcel;
import io.cairo.destination.Seal;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.AwsAccess;
import io.cairo.destination.kit.Bodies;
import io.cairo.destination.kit.Bound;
import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Renames;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.Statuses;
import io.cairo.destination.kit.Vendor;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes all six types, as they are, as lines of JSON into gzipped objects of S3, or of a store that speaks as S3 does:
 * {@code prefix/dt=2026-01-31/hr=11/<hash>.ndjson.gz}, by the hour in which they were received. An object's name is the hash of
 * what is in it, and none is written over: a batch that is sent again finds itself there.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html">PutObject</a>
 */
@ApplicationScoped
public class S3 extends Vendor<S3.Settings> {
    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z]{1,60})</Code>");
    private static final Set<String> BAD_SETTINGS = Set.of(
            "AuthorizationHeaderMalformed",
            "ExpiredToken",
            "InvalidAccessKeyId",
            "InvalidBucketName",
            "InvalidToken",
            "IllegalLocationConstraintException");
    private static final Set<String> LATER = Set.of("RequestTimeout", "IncompleteBody", "BadDigest");

    /** How to reach a bucket. */
    public record Settings(
            @Doc("Bucket") String bucket,

            @Doc(value = "Region; us-east-1 if left out", min = 1, max = 40) @Nullable
            String region,

            @Doc("Access key id; it needs s3:PutObject, and s3:ListBucket for the connection test")
            String accessKeyId,

            @Doc("Secret access key") @Secret String secretAccessKey,

            @Doc("Session token of a temporary key") @Secret @Nullable
            String sessionToken,

            @Doc("What objects' names begin with; cairo-events if left out") @Nullable
            String prefix,

            @Doc("Address of a store that speaks as S3 does, a proxy, a test server") @Nullable
            URI endpoint,

            @Doc("Whether the bucket is in the path and not in the host; true if endpoint is set") @Nullable
            Boolean pathStyle,

            @Doc("Whether an object may be written over; for stores that do not know If-None-Match. False if left out")
            @Nullable
            Boolean overwrite) {

        public Settings {
            Checks.matches(
                    "bucket", bucket, "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", "a bucket's name of 3 to 63 characters");
            AwsAccess.check(region, accessKeyId, secretAccessKey, sessionToken);
            Checks.matches(
                    "prefix",
                    prefix,
                    "(?!.*\\.\\.)[A-Za-z0-9_.=-]+(/[A-Za-z0-9_.=-]+)*",
                    "names of letters, digits, _, ., = and -, with / between them");
            Checks.base("endpoint", endpoint);
        }

        AwsAccess access() {
            return AwsAccess.of(region, accessKeyId, secretAccessKey, sessionToken);
        }

        boolean inPath() {
            return pathStyle == null ? endpoint != null || bucket.contains(".") : pathStyle;
        }

        URI address() {
            String root = endpoint != null ? endpoint.toString().replaceAll("/$", "") : access().address("s3");
            return URI.create(inPath() ? root + "/" + bucket : root.replaceFirst("://", "://" + bucket + "."));
        }

        @Override
        public String toString() {
            return "s3";
        }
    }

    public S3() {
        super("s3", "Amazon S3", Settings.class, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html");
    }

    /** The original's buffer is delivery's own affair here. */
    @Override
    public JsonObject renamed(JsonObject config) {
        return Renames.of(config, Map.of(), Set.of("bufferSize", "flushInterval", "buffer_size", "flush_interval"));
    }

    @Override
    protected URI base(Settings settings) {
        return settings.address();
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return Map.of();
    }

    @Override
    protected Seal seal(Settings settings) {
        return settings.access().seal("s3");
    }

    @Override
    protected Bound bound() {
        return new Bound(2000, 4_500_000, 1_000_000);
    }

    @Override
    protected Duration age() {
        return Duration.ofSeconds(20);
    }

    @Override
    protected String contentType(Route route) {
        return "application/gzip";
    }

    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        String prefix = Objects.requireNonNullElse(settings.prefix(), "cairo-events");
        String hour = Times.written(received(event, attempt));
        String folder = "/" + prefix + "/dt=" + hour.substring(0, 10) + "/hr=" + hour.substring(11, 13) + "/";
        return Fit.to(Route.of("PUT", folder), JsonText.bytes(event.json()));
    }

    /** In the years that have four digits: a folder is a date. */
    private static Instant received(Incoming event, Instant attempt) {
        String text = event.text("receivedAt");
        try {
            Instant received = text == null ? attempt : Times.read(text);
            int year = received.atZone(ZoneOffset.UTC).getYear();
            return year >= 2000 && year <= 9999 ? received : attempt;
        } catch (DateTimeException e) {
            return attempt;
        }
    }

    @Override
    protected byte[] body(Route route, List<byte[]> items, Settings settings) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(Bodies.lines(items));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    @Override
    protected HttpCall call(Route route, List<Parcel> parcels, List<byte[]> items, Settings settings) {
        String lines = new String(Bodies.lines(items), StandardCharsets.UTF_8);
        Route object = Route.of(route.method(), route.path() + Ids.hash(lines) + ".ndjson.gz");
        HttpCall call = super.call(object, parcels, items, settings);
        return Boolean.TRUE.equals(settings.overwrite()) ? call : call.with("If-None-Match", "*");
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        Matcher matcher = CODE.matcher(answer.body());
        String code = matcher.find() ? matcher.group(1) : "";
        if (answer.status() == 412) {
            return Statuses.all(shipment, Outcome.ok()); // it is there already
        }
        if (answer.status() == 409 || LATER.contains(code)) {
            return Statuses.all(shipment, Statuses.later(answer, now));
        }
        if (answer.status() == 501) {
            return Statuses.all(
                    shipment,
                    Outcome.auth(answer.summary() + ": if the store does not know If-None-Match, set overwrite"));
        }
        return BAD_SETTINGS.contains(code)
                ? Statuses.all(
                        shipment,
                        Outcome.auth("HTTP " + answer.status() + ": " + code + ": check bucket, region and key"))
                : Statuses.read(shipment, answer, now);
    }

    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(call(Route.of("HEAD", ""), new byte[0], settings));
    }
}
