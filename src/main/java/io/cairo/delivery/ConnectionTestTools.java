package io.cairo.delivery;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespaces;
import io.cairo.base.Problem;
import io.cairo.destination.Destinations;
import io.cairo.destination.Endpoint;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Parcel;
import io.cairo.destination.Shipment;
import io.cairo.destination.rule.Unmappable;
import io.cairo.tool.Doc;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.Toolbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tries whether a destination can be reached and takes what it gets. */
@ApplicationScoped
public class ConnectionTestTools implements Toolbox {
    @Inject
    Delivery delivery;

    @Inject
    Destinations destinations;

    @Inject
    Namespaces namespaces;

    @Inject
    Clock clock;

    @Override
    public String title() {
        return "Delivery";
    }

    public record Test(
            @Doc("From list_destinations") UUID id,
            @Doc("Default: the key's own") @Nullable String namespace) {}

    /** What is sent to find out. */
    public enum Sent {
        /** A request that changes nothing. */
        PROBE,
        EVENT,
        NOTHING
    }

    /** How it went. */
    public record Result(
            boolean success,
            Sent sent,
            @Nullable String message,
            @Nullable String error) {
        static Result good(Sent sent, String message) {
            return new Result(true, sent, message, null);
        }

        static Result bad(Sent sent, String error) {
            return new Result(false, sent, null, error);
        }
    }

    public record Tested(Result test) {}

    @Tool(
            name = "test_destination",
            title = "Test a destination",
            description =
                    "Asks the vendor whether the settings work; where the vendor has no such request, sends it a track named"
                            + " Cairo Test.",
            route = "POST /destinations/{id}/test",
            right = Right.CONFIGURE,
            hints = Tool.Hint.OPEN_WORLD)
    public Tested test(Caller caller, Test args) {
        Endpoint<?> endpoint = endpoint(caller, args);
        Result result = result(endpoint);
        Veil veil = new Veil(endpoint.secrets());
        return new Tested(result.error() == null ? result : Result.bad(result.sent(), veil.over(result.error())));
    }

    /** Nothing is changed by it, but it may only be asked of a destination that there is. */
    @Override
    public JsonObject standing(Caller caller, ToolEntry entry, Record arguments) {
        endpoint(caller, (Test) arguments);
        return JsonValue.EMPTY_JSON_OBJECT;
    }

    private Endpoint<?> endpoint(Caller caller, Test args) {
        Optional<Endpoint<?>> found = namespaces
                .forReading(caller, args.namespace())
                .flatMap(namespace -> destinations.endpoint(namespace.id(), args.id()));
        return found.orElseThrow(() -> Problem.notFound("destination", args.id()));
    }

    private Result result(Endpoint<?> endpoint) {
        Optional<HttpCall> probe = endpoint.probe();
        try {
            return probe.isPresent() ? probed(endpoint, probe.get()) : sent(endpoint);
        } catch (IOException e) {
            return Result.bad(probe.isPresent() ? Sent.PROBE : Sent.EVENT, Failures.sentence(e));
        }
    }

    private Result probed(Endpoint<?> endpoint, HttpCall probe) throws IOException {
        return endpoint.objection(delivery.dispatch().ask(probe))
                .map(objection -> Result.bad(Sent.PROBE, objection))
                .orElseGet(() -> Result.good(Sent.PROBE, "The vendor accepts these settings"));
    }

    private Result sent(Endpoint<?> endpoint) throws IOException {
        List<Shipment> shipments = endpoint.requests(List.of(parcel(endpoint)), clock.instant());
        if (shipments.isEmpty()) {
            return Result.bad(
                    Sent.NOTHING, "With these settings nothing is sent of a plain track; see preview_delivery");
        }
        Outcome outcome = delivery.dispatch().ship(endpoint, shipments.get(0)).get(0);
        return outcome.kind() == Outcome.Kind.OK
                ? Result.good(Sent.EVENT, "The receiver has taken a test event")
                : Result.bad(Sent.EVENT, outcome.detail());
    }

    private Parcel parcel(Endpoint<?> endpoint) {
        Parcel plain = TestEvents.track(clock.instant());
        try {
            return endpoint.mapped(plain);
        } catch (Unmappable e) {
            return plain;
        }
    }
}
