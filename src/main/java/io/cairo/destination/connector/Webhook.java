package io.cairo.destination.connector;

import io.cairo.destination.Connector;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Parcel;
import io.cairo.destination.RetrySchedule;
import io.cairo.destination.Shipment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Posts events to any address, signed. One event is the body itself; several are {@code {"type":"batch","batch":[...]}}.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
@ApplicationScoped
public class Webhook implements Connector<WebhookSettings> {
    /** Many receivers refuse more than a megabyte. */
    private static final int MOST_BYTES = 1_000_000;

    private static final byte[] BATCH = "{\"type\":\"batch\",\"batch\":[".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "]}".getBytes(StandardCharsets.UTF_8);

    @Override
    public String type() {
        return "webhook";
    }

    @Override
    public String title() {
        return "Webhook";
    }

    @Override
    public Optional<URI> docs() {
        return Optional.of(URI.create("https://www.standardwebhooks.com"));
    }

    @Override
    public Class<WebhookSettings> settings() {
        return WebhookSettings.class;
    }

    @Override
    public JsonObject renamed(JsonObject config) {
        return WebhookSettings.renamed(config);
    }

    @Override
    public List<URI> targets(WebhookSettings settings) {
        return List.of(settings.address());
    }

    @Override
    public Terms terms(WebhookSettings settings) {
        return new Terms(settings.events(), settings.tries()).within(MOST_BYTES).on(RetrySchedule.STANDARD_WEBHOOKS);
    }

    @Override
    public List<Shipment> requests(List<Parcel> parcels, WebhookSettings settings, Instant attempt) {
        List<Shipment> shipments = new ArrayList<>();
        for (int from = 0; from < parcels.size(); from += settings.events()) {
            List<Parcel> carried = parcels.subList(from, Math.min(parcels.size(), from + settings.events()));
            shipments.add(new Shipment(call(carried, settings, attempt), carried));
        }
        return shipments;
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        int size = shipment.parcels().size();
        return Collections.nCopies(size, outcome(size, answer, now));
    }

    private static Outcome outcome(int size, HttpAnswer answer, Instant now) {
        int status = answer.status();
        if (answer.isSuccess()) {
            return Outcome.ok();
        }
        if (status < 400) {
            return Outcome.auth(answer.summary() + ": redirects are not followed; set url to the final address");
        }
        return switch (status) {
            case 401, 403 -> Outcome.auth(answer.summary() + ": check the secret and the headers");
            case 410 -> Outcome.auth("HTTP 410: the receiver says that this address is gone for good");
            // A wrong path is wrong for every event: hold them all, rather than to bury one after the other.
            case 404, 405, 408, 425, 429 ->
                Outcome.retry(answer.summary(), answer.retryAfter(now).orElse(null));
            default ->
                status >= 500
                        ? Outcome.retry(answer.summary(), answer.retryAfter(now).orElse(null))
                        : refused(size, answer);
        };
    }

    /** One bad event must not take its neighbours with it. */
    private static Outcome refused(int size, HttpAnswer answer) {
        return size > 1 ? Outcome.split() : Outcome.rejected(answer.summary());
    }

    private static HttpCall call(List<Parcel> parcels, WebhookSettings settings, Instant attempt) {
        byte[] body = settings.events() == 1 ? settings.body(parcels.get(0)) : batch(parcels, settings);
        String id = Signature.id(parcels.stream().map(Parcel::messageId).toList());
        Map<String, String> headers = new LinkedHashMap<>(settings.named());
        headers.put("Content-Type", "application/json");
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(attempt.getEpochSecond()));
        if (!settings.secrets().isEmpty()) {
            headers.put("webhook-signature", Signature.header(settings.secrets(), id, attempt, body));
        }
        return new HttpCall(settings.verb(), settings.address(), headers, body, Duration.ofSeconds(settings.seconds()));
    }

    private static byte[] batch(List<Parcel> parcels, WebhookSettings settings) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(size(parcels));
        body.writeBytes(BATCH);
        for (int i = 0; i < parcels.size(); i++) {
            if (i > 0) {
                body.write(',');
            }
            body.writeBytes(settings.body(parcels.get(i)));
        }
        body.writeBytes(END);
        return body.toByteArray();
    }

    /** Of a batch that carries them as they are, about. */
    private static int size(List<Parcel> parcels) {
        return parcels.stream().mapToInt(parcel -> parcel.payload().length + 1).sum() + BATCH.length + END.length;
    }
}
