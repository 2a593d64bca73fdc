package io.cairo.destination.kit;

import io.cairo.destination.Connector;
import io.cairo.destination.Grant;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Parcel;
import io.cairo.destination.RetrySchedule;
import io.cairo.destination.Seal;
import io.cairo.destination.Shipment;
import io.cairo.destination.kit.Batches.Batch;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connector for an API over HTTP. The subclass says what each event becomes and, if the vendor says more than a status,
 * what an answer means; this class fills the requests.
 *
 * @param <S> the settings
 */
public abstract class Vendor<S extends Record> implements Connector<S> {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final byte[] EMPTY = {};

    private final String type;
    private final String title;
    private final Class<S> settings;
    private final URI docs;

    /** @param docs where the vendor documents the API */
    protected Vendor(String type, String title, Class<S> settings, String docs) {
        this.type = type;
        this.title = title;
        this.settings = settings;
        this.docs = URI.create(docs);
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Class<S> settings() {
        return settings;
    }

    @Override
    public Optional<URI> docs() {
        return Optional.of(docs);
    }

    /** Where the API is; paths of routes are added to it. */
    protected abstract URI base(S settings);

    /** Where requests to this route go; {@link #targets} must name it. */
    protected URI base(Route route, S settings) {
        return base(settings);
    }

    /** What tells the vendor who is calling. */
    protected abstract Map<String, String> headers(S settings);

    /** The most that one request carries. */
    protected abstract Bound bound();

    /** How much the vendor bears where nothing else is configured; unless said, as much as it takes. */
    protected Rate rate() {
        return Rate.UNLIMITED;
    }

    /** How long events wait for others to fill a request with; unless said, not at all. */
    protected Duration age() {
        return Duration.ZERO;
    }

    /** The most that one request to this route carries. */
    protected Bound bound(Route route) {
        return bound();
    }

    /**
     * What an event becomes.
     *
     * @param attempt when it will be sent, for vendors that only take events of a certain age
     */
    protected abstract Fit fit(Incoming event, S settings, Instant attempt);

    /** The body of a request; unless said, the event itself where there can be one only, else a JSON array. */
    protected byte[] body(Route route, List<byte[]> items, S settings) {
        return bound(route).count() == 1 ? items.get(0) : Bodies.array(items);
    }

    protected String contentType(Route route) {
        return "application/json";
    }

    @Override
    public JsonObject renamed(JsonObject config) {
        return Renames.of(config, Map.of());
    }

    @Override
    public List<URI> targets(S settings) {
        return List.of(base(settings));
    }

    @Override
    public Terms terms(S settings) {
        return new Terms(bound().count(), RetrySchedule.USUAL.tries())
                .within(bound().bytes())
                .filledFor(age())
                .at(rate());
    }

    @Override
    public List<Shipment> requests(List<Parcel> parcels, S settings, Instant attempt) {
        Batches batches = new Batches();
        for (Parcel parcel : parcels) {
            Incoming event = Incoming.of(parcel);
            Fit fit = bounded(fit(event, settings, attempt));
            Route route = fit.route();
            if (route != null) {
                batches.add(event, fit, route, bound(route));
            }
        }
        return batches.finished().stream()
                .map(batch -> shipment(batch, settings))
                .toList();
    }

    @Override
    public Optional<String> refusal(Parcel parcel, S settings, Instant attempt) {
        Fit fit = bounded(fit(Incoming.of(parcel), settings, attempt));
        return Optional.ofNullable(fit.refusal());
    }

    @Override
    public List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        return Statuses.read(shipment, answer, now);
    }

    @Override
    public Optional<String> objection(HttpAnswer answer) {
        return Replies.isPage(answer)
                ? Optional.of("HTTP " + answer.status()
                        + ": a web page, and not what this vendor's API gives; check the address")
                : Connector.super.objection(answer);
    }

    /** The token that requests need; null if the headers say who is calling. */
    protected @Nullable Grant grant(S settings) {
        return null;
    }

    /** What signs requests when they are sent; null if nothing must. */
    protected @Nullable Seal seal(S settings) {
        return null;
    }

    private HttpCall sent(HttpCall call, S settings) {
        HttpCall sent = call.within(reach());
        Grant grant = grant(settings);
        sent = grant == null ? sent : sent.granted(grant);
        Seal seal = seal(settings);
        return seal == null ? sent : sent.sealed(seal);
    }

    /** A request without a body, such as a connection test. */
    protected HttpCall get(String path, S settings) {
        return sent(
                new HttpCall("GET", address(Route.of("GET", path), settings), headers(settings), EMPTY, TIMEOUT),
                settings);
    }

    /** A request with a body. */
    protected HttpCall call(Route route, byte[] body, S settings) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType(route));
        headers.putAll(headers(settings));
        return sent(new HttpCall(route.method(), address(route, settings), headers, body, TIMEOUT), settings);
    }

    /** The request that carries these items; a subclass adds what depends on the events. */
    protected HttpCall call(Route route, List<Parcel> parcels, List<byte[]> items, S settings) {
        return call(route, body(route, items, settings), settings);
    }

    private Shipment shipment(Batch batch, S settings) {
        return new Shipment(call(batch.route(), batch.parcels(), batch.items(), settings), batch.parcels());
    }

    private Fit bounded(Fit fit) {
        Route route = fit.route();
        if (route == null || fit.item().length <= bound(route).each()) {
            return fit;
        }
        return Fit.refused("has %d bytes in the vendor's form; at most %d are taken"
                .formatted(fit.item().length, bound(route).each()));
    }

    private URI address(Route route, S settings) {
        String base = base(route, settings).toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + route.path());
    }
}
