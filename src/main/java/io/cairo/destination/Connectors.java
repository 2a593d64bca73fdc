package io.cairo.destination;

import io.cairo.base.Problem;
import io.cairo.destination.rule.Filter;
import io.cairo.destination.rule.Rules;
import io.cairo.tool.Names;
import io.cairo.tool.Shape;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** All destination types that there are, by name. */
@ApplicationScoped
public class Connectors {
    private final Map<String, Shape<? extends Record>> shapes = new ConcurrentHashMap<>();
    private final Map<String, Connector<?>> byType = new TreeMap<>();

    @Inject
    @Any
    Instance<Connector<?>> found;

    /** Once: to look for beans takes long, and delivery asks for every slice. */
    @PostConstruct
    void start() {
        found.forEach(connector -> byType.put(connector.type(), connector));
    }

    /** Every connector, by type. */
    Collection<Connector<?>> all() {
        return byType.values();
    }

    /** @throws Problem INVALID_ARGUMENT, with the types that there are */
    Connector<?> get(String type) {
        Connector<?> connector = byType.get(type);
        if (connector == null) {
            throw unknown(type);
        }
        return connector;
    }

    private Problem unknown(String type) {
        List<String> types = all().stream().<String>map(Connector::type).toList();
        Optional<String> near = Names.nearest(type, types);
        return Problem.invalid(
                        "type",
                        "must be one of %s; another text came%s; list_destination_types tells their settings"
                                .formatted(
                                        String.join(", ", types),
                                        near.map(other -> "; did you mean " + other + "?")
                                                .orElse("")))
                .allowed(types)
                .next(near.map(other -> "send " + other).orElse("list_destination_types"));
    }

    JsonObject schema(Connector<?> connector) {
        return shape(connector).schema();
    }

    /** The names of the settings that may not be left out. */
    List<String> required(Connector<?> connector) {
        JsonObject schema = schema(connector);
        return schema.containsKey("required")
                ? schema.getJsonArray("required").getValuesAs(JsonString::getString)
                : List.of();
    }

    /**
     * The settings in the names of the connector's record, checked.
     *
     * @throws Problem INVALID_ARGUMENT, naming the setting
     */
    <S extends Record> JsonObject normal(Connector<S> connector, JsonObject config) {
        Shape<S> shape = shape(connector);
        return shape.encode(shape.decode("config.", named(connector, config)));
    }

    /** The settings in the names of the connector's record, not checked. */
    <S extends Record> JsonObject named(Connector<S> connector, JsonObject config) {
        return shape(connector).renamed(connector.renamed(config));
    }

    /** A connector with settings as {@link #normal} gave them, of a destination without rules. */
    <S extends Record> Endpoint<S> endpoint(Connector<S> connector, JsonObject settings) {
        return new Endpoint<>(connector, shape(connector).decode(settings), Set.of());
    }

    /** The same for a destination with rules. */
    <S extends Record> Endpoint<S> endpoint(Connector<S> connector, JsonObject settings, Filter filter, Rules rules) {
        return new Endpoint<>(connector, shape(connector).decode(settings), filter, rules);
    }

    @SuppressWarnings("unchecked") // the shape of a type is made from its connector's own settings class
    private <S extends Record> Shape<S> shape(Connector<S> connector) {
        return (Shape<S>) shapes.computeIfAbsent(connector.type(), type -> Shape.of(connector.settings()));
    }
}
