package io.cairo.destination.connector;

import io.cairo.base.JsonText;
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
import io.cairo.destination.kit.Fields;
import io.cairo.destination.kit.Fit;
import io.cairo.destination.kit.Ids;
import io.cairo.destination.kit.Incoming;
import io.cairo.destination.kit.Replies;
import io.cairo.destination.kit.Route;
import io.cairo.destination.kit.RsaKey;
import io.cairo.destination.kit.Vendor;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes all six types, as they are, to a topic of Kafka, acknowledged by all replicas. The key is the person, so one person's
 * events keep their order; headers hold {@code messageId}, {@code type} and {@code event}. A record that is sent again after
 * an answer was lost is there twice, and is told by {@code messageId}.
 *
 * @see <a href="https://kafka.apache.org/documentation/#producerconfigs">Producer Configs</a>
 */
@ApplicationScoped
public class Kafka extends Vendor<Kafka.Settings> {
    private static final Reach REACH = new Reach(Set.of("kafka", "kafka+tls"), Set.of(9092));
    private static final Pattern BROKER = Pattern.compile("(.+):(\\d{1,5})");
    private static final int LONGEST_KEY = 1000;
    private static final Set<String> BAD_EVENT = Set.of(
            "RecordTooLargeException",
            "RecordBatchTooLargeException",
            "SerializationException",
            "InvalidTimestampException");
    private static final Set<String> BAD_SETTINGS = Set.of(
            "InvalidTopicException",
            "PolicyViolationException",
            "UnsupportedVersionException",
            "TopicAuthorizationException",
            "ClusterAuthorizationException",
            "SaslAuthenticationException",
            "SslAuthenticationException",
            "AuthenticationException",
            "UnsupportedSaslMechanismException");

    /** How to reach a topic. */
    public record Settings(
            @Doc("Brokers to begin with, each as host:port") List<String> brokers,

            @Doc("Topic; cairo-events if left out") @Nullable
            String topic,

            @Doc("Whether to speak TLS; true if left out") @Nullable
            Boolean tls,

            @Doc(
                    value = "How to sign in; PLAIN if there is a user and it is left out",
                    allowed = {"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"})
            @Nullable
            String saslMechanism,

            @Doc("User, or API key") @Nullable String username,

            @Doc("Password, or API secret") @Secret @Nullable
            String password,

            @Doc("Certificates in PEM that have signed the brokers', if no public authority has") @Nullable
            String caCertificate,

            @Doc("Certificate in PEM to sign in with") @Nullable
            String clientCertificate,

            @Doc("Private RSA key of that certificate, in PEM (PKCS #8, not encrypted)") @Secret @Nullable
            String clientKey,

            @Doc(
                    value = "none if left out",
                    allowed = {"none", "gzip"})
            @Nullable
            String compression) {

        public Settings {
            if (brokers.isEmpty() || brokers.size() > 20) {
                throw Problem.invalid("brokers", "must be 1 to 20 texts such as kafka.example.com:9092");
            }
            brokers.forEach(Settings::check);
            Checks.matches("topic", topic, "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}", "letters, digits, ., _ and -");
            Checks.credential("username", username);
            Checks.credential("password", password);
            Checks.together("username", username, "password", password);
            if (saslMechanism != null) {
                Checks.needed("username", username, "sasl_mechanism says how it signs in");
            }
            Checks.certificate("ca_certificate", caCertificate);
            Checks.certificate("client_certificate", clientCertificate);
            Checks.together("client_certificate", clientCertificate, "client_key", clientKey);
            if (clientKey != null) {
                RsaKey.of("client_key", clientKey);
            }
        }

        private static void check(String broker) {
            Matcher matcher = BROKER.matcher(broker);
            if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
                throw Problem.invalid("brokers", "must be texts such as kafka.example.com:9092");
            }
            Checks.host("brokers", matcher.group(1));
        }

        URI at(String broker) {
            String scheme = Boolean.FALSE.equals(tls) ? "kafka" : "kafka+tls";
            return URI.create(scheme + "://" + broker + "/" + Objects.requireNonNullElse(topic, "cairo-events"));
        }

        @Override
        public String toString() {
            return "kafka";
        }
    }

    public Kafka() {
        super("kafka", "Apache Kafka", Settings.class, "https://kafka.apache.org/documentation/#producerconfigs");
    }

    @Override
    public Reach reach() {
        return REACH;
    }

    @Override
    public List<URI> targets(Settings settings) {
        return settings.brokers().stream().map(settings::at).toList();
    }

    @Override
    protected URI base(Settings settings) {
        return settings.at(settings.brokers().get(0));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Brokers", String.join(",", settings.brokers()));
        headers.put("Compression", Objects.requireNonNullElse(settings.compression(), "none"));
        put(headers, "User", settings.username());
        put(headers, "Password", settings.password());
        if (settings.username() != null) {
            put(headers, "Mechanism", Objects.requireNonNullElse(settings.saslMechanism(), "PLAIN"));
        }
        put(headers, "Ca-Certificate", settings.caCertificate());
        put(headers, "Client-Certificate", settings.clientCertificate());
        put(headers, "Client-Key", settings.clientKey());
        return headers;
    }

    /** On one line; the protocol puts the lines back. */
    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value.strip().replaceAll("\\s*(\\R|\\\\n)\\s*", "|"));
        }
    }

    @Override
    protected String contentType(Route route) {
        return "application/x-ndjson";
    }

    @Override
    protected Bound bound() {
        return new Bound(1000, 4_000_000, 1_000_000);
    }

    /** A line about the record, and a line that is the record. */
    @Override
    protected Fit fit(Incoming event, Settings settings, Instant attempt) {
        Instant at = event.at(attempt);
        String person = Objects.requireNonNullElse(event.anyId(), event.messageId());
        JsonObject about = new Fields()
                .put("key", Ids.within(LONGEST_KEY, person))
                .put("timestamp", Math.max(0, (at.isAfter(attempt) ? attempt : at).toEpochMilli()))
                .put(
                        "headers",
                        new Fields()
                                .put("messageId", event.messageId())
                                .put("type", event.type())
                                .put("event", event.name())
                                .put("content-type", "application/json"))
                .json();
        List<byte[]> lines = List.of(JsonText.bytes(about), JsonText.bytes(event.json()));
        return Fit.to(Route.of("PRODUCE", ""), Bodies.around("", lines, "\n", ""));
    }

    @Override
    protected byte[] body(Route route, List<byte[]> items, Settings settings) {
        return Bodies.lines(items);
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        return Coded.read(shipment, answer, now, error -> {
            String said = "Kafka: " + Replies.brief(error);
            if (BAD_EVENT.contains(error)) {
                return Outcome.rejected(said);
            }
            return BAD_SETTINGS.contains(error)
                    ? Outcome.auth(said + ": check the topic, the user and what it may do")
                    : Outcome.retry(said, null);
        });
    }

    /** Asks who leads the topic's partitions. */
    @Override
    public Optional<HttpCall> probe(Settings settings) {
        return Optional.of(call(Route.of("PROBE", ""), new byte[0], settings));
    }
}
