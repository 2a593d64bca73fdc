package io.cairo.destination;

import io.cairo.destination.egress.EgressGuard;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;

/** Settings of destinations on their way in, where they are checked and sealed, and out, where their secrets are masked. */
@ApplicationScoped
public class Settings {
    @Inject
    Destinations destinations;

    @Inject
    Connectors connectors;

    @Inject
    EgressGuard guard;

    /**
     * The settings in the connector's own names.
     *
     * @throws io.cairo.base.Problem INVALID_ARGUMENT if they break its schema or name a place that nothing may be sent to
     */
    <S extends Record> JsonObject checked(Connector<S> connector, JsonObject config) {
        JsonObject settings = connectors.normal(connector, config);
        Endpoint<S> endpoint = connectors.endpoint(connector, settings);
        connector
                .targets(endpoint.settings())
                .forEach(target -> guard.check(setting(settings, target), target, connector.reach()));
        return settings;
    }

    /** The setting that leads to an address: the first text that names its host, or all together where none does. */
    private static String setting(JsonObject settings, URI target) {
        String host = String.valueOf(target.getHost());
        return settings.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof JsonString text
                        && text.getString().contains(host))
                .findFirst()
                .map(entry -> "config." + entry.getKey())
                .orElse("config");
    }

    /** New settings for a destination, sealed; a secret that comes as it was shown, masked, stays as it is. */
    byte[] resealed(Destination destination, JsonObject config) {
        Connector<?> connector = connectors.get(destination.type());
        JsonObject stored = destinations.settings(destination);
        JsonObject named = connectors.named(connector, config);
        JsonObject restored = new Masks(connector.settings()).restored(named, stored);
        return destinations.seal(destination.id(), checked(connector, restored));
    }

    /** The settings as they may be shown. */
    JsonObject masked(Destination destination) {
        return new Masks(connectors.get(destination.type()).settings()).masked(destinations.settings(destination));
    }
}
