package io.cairo.destination.connector;

import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.destination.Connector;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Parcel;
import io.cairo.destination.Shipment;
import io.cairo.tool.Shape;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A connector with settings, as {@code src/test/resources/connector/<type>.json} has them, and what is written there about
 * it: the requests for one event of each type (before they are signed and get a token), settings that are refused, answers and
 * what they mean.
 */
record Sample<S extends Record>(Connector<S> connector, JsonObject file) {
    /** When requests are sent in tests. */
    static final Instant ATTEMPT = Instant.parse("2026-01-31T12:00:00Z");

    static final List<Connector<?>> CONNECTORS = List.of(
            new Webhook(),
            new Amplitude(),
            new Mixpanel(),
            new Posthog(),
            new Segment(),
            new Rudderstack(),
            new Ga4(),
            new Slack(),
            new Discord(),
            new Customerio(),
            new Intercom(),
            new Braze(),
            new Klaviyo(),
            new Hubspot(),
            new Elasticsearch(),
            new Opensearch(),
            new Datadog(),
            new Newrelic(),
            new Resend(),
            new Sendgrid(),
            new Attio(),
            new Pipedrive(),
            new Clickhouse(),
            new Langfuse(),
            new Sentry(),
            new S3(),
            new Kinesis(),
            new Bigquery(),
            new Pubsub(),
            new Salesforce(),
            new Snowflake(),
            new Kafka(),
            new Redis(),
            new Postgres());

    private static final Path FOLDER = Path.of("src/test/resources/connector");

    /** Stands in the files for a private key in PEM, of which there is a new one each time. */
    private static final String KEY = "${rsa}";

    /** That key, with the public one. */
    static final KeyPair PAIR = pair();

    private static final String PEM = "-----BEGIN PRIVATE KEY-----"
            + Base64.getEncoder().encodeToString(PAIR.getPrivate().getEncoded()) + "-----END PRIVATE KEY-----";

    static Stream<Sample<?>> all() {
        return CONNECTORS.stream().map(Sample::of);
    }

    /** That of one type. */
    static Sample<?> named(String type) {
        return all().filter(sample -> sample.connector().type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static <S extends Record> Sample<S> of(Connector<S> connector) {
        return new Sample<>(connector, read(path(connector.type())).asJsonObject());
    }

    private static Path path(String name) {
        return FOLDER.resolve(name + ".json");
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject withKey(JsonObject settings) {
        String text = settings.toString().replace(KEY, PEM);
        return JsonTree.readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonValue read(Path path) {
        try {
            return JsonTree.read(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonObject config() {
        return withKey(file.getJsonObject("config"));
    }

    S settings() {
        return settings(config());
    }

    /** As the tools read them. */
    S settings(JsonObject config) {
        Shape<S> shape = Shape.of(connector.settings());
        return shape.decode("config.", shape.renamed(connector.renamed(withKey(config))));
    }

    List<JsonObject> cases(String name) {
        return file.containsKey(name) ? file.getJsonArray(name).getValuesAs(JsonObject.class) : List.of();
    }

    /** The settings with others over them; null leaves one out. */
    JsonObject changed(JsonObject changes) {
        JsonObjectBuilder changed = Json.createObjectBuilder(config());
        changes.forEach((name, value) -> {
            if (value == JsonValue.NULL) {
                changed.remove(name);
            } else {
                changed.add(name, value);
            }
        });
        return withKey(changed.build());
    }

    List<Shipment> requests(List<Parcel> parcels) {
        return connector.requests(parcels, settings(), ATTEMPT);
    }

    /** What is written about the connection test. */
    JsonObject test() {
        return file.getJsonObject("test");
    }

    /** What the connection test asks, with the settings that it is written for. */
    Optional<HttpCall> probe() {
        JsonObject changes =
                test().containsKey("config") ? test().getJsonObject("config") : JsonValue.EMPTY_JSON_OBJECT;
        return connector.probe(settings(changed(changes)));
    }

    Optional<Shipment> next(Shipment sent, HttpAnswer answer) {
        return connector.next(sent, answer, settings());
    }

    Optional<String> refusal(Parcel parcel) {
        return connector.refusal(parcel, settings(), ATTEMPT);
    }

    /** The requests for one event of each type, and what became of the events that none carries. */
    JsonObject sent() {
        List<Parcel> events = six();
        JsonArrayBuilder requests = Json.createArrayBuilder();
        List<Parcel> carried = new ArrayList<>();
        for (Shipment shipment : requests(events)) {
            requests.add(shown(shipment));
            carried.addAll(shipment.parcels());
        }
        JsonObjectBuilder rest = Json.createObjectBuilder();
        events.stream()
                .filter(event -> !carried.contains(event))
                .forEach(event -> rest.add(event.type(), refusal(event).orElse("filtered")));
        return Json.createObjectBuilder()
                .add("requests", requests)
                .add("not_sent", rest)
                .build();
    }

    static JsonObject shown(Shipment shipment) {
        JsonArrayBuilder carries = Json.createArrayBuilder();
        shipment.parcels().forEach(parcel -> carries.add(parcel.type()));
        return Json.createObjectBuilder(Written.call(shipment.call()))
                .add("carries", carries)
                .build();
    }

    /** Puts what is sent now into the file. */
    void write() throws IOException {
        JsonObjectBuilder written = Json.createObjectBuilder(file).add("sent", sent());
        probe().ifPresent(call ->
                written.add("test", Json.createObjectBuilder(test()).add("asked", Written.call(call))));
        Files.writeString(path(connector.type()), JsonText.indented(written.build()) + "\n");
    }

    /** One event of each type, all of the same person. */
    static List<Parcel> six() {
        JsonArray events = read(path("six-events")).asJsonArray();
        return events.getValuesAs(JsonObject.class).stream()
                .map(event -> parcel(event.getString("messageId"), event))
                .toList();
    }

    /** The event of that type, as another message. */
    static Parcel event(String type, String messageId) {
        Parcel found = six().stream()
                .filter(parcel -> parcel.type().equals(type))
                .findFirst()
                .orElseThrow();
        JsonObject payload = JsonTree.readObject(found.payload());
        return parcel(
                messageId,
                Json.createObjectBuilder(payload).add("messageId", messageId).build());
    }

    static Parcel parcel(String messageId, JsonObject event) {
        JsonValue name = event.getOrDefault("event", event.getOrDefault("name", JsonValue.NULL));
        return new Parcel(
                messageId,
                event.getString("type"),
                name instanceof JsonString text ? text.getString() : null,
                JsonText.bytes(event));
    }

    @Override
    public String toString() {
        return connector.type();
    }
}
