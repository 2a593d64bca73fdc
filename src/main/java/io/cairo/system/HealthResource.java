package io.cairo.system;

import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Product;
import io.cairo.base.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Whether Cairo works, for balancers and people: 200, or 503 while the database cannot be reached. Needs no key. */
@Path("/health")
@ApplicationScoped
public class HealthResource {
    @Inject
    Probe probe;

    /** The state of Cairo and of its database. */
    @GET
    public Response health() {
        Probe.Finding found = probe.find();
        JsonObject body = status(found)
                .add("uptime", Uptime.seconds())
                .add("version", Product.VERSION)
                .add("database", database(found))
                .build();
        return answer(found, body);
    }

    /** The same in one line. */
    @GET
    @Path("simple")
    public Response simple() {
        Probe.Finding found = probe.find();
        return answer(
                found,
                status(found)
                        .add("service", Product.NAME)
                        .add("version", Product.VERSION)
                        .build());
    }

    /** The same as {@link #health()}. */
    @GET
    @Path("detailed")
    public Response detailed() {
        return health();
    }

    private static JsonObjectBuilder status(Probe.Finding found) {
        return JsonTree.JSON
                .createObjectBuilder()
                .add("status", found.reachable() ? "healthy" : "unhealthy")
                .add("timestamp", Times.written(found.at()));
    }

    private static JsonObject database(Probe.Finding found) {
        return JsonTree.JSON
                .createObjectBuilder()
                .add("healthy", found.reachable())
                .add("timestamp", Times.written(found.at()))
                .add("responseTime", found.took().toMillis() + "ms")
                .add("database", "postgresql")
                .build();
    }

    private static Response answer(Probe.Finding found, JsonObject body) {
        return Response.status(found.reachable() ? 200 : 503)
                .type(MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-store")
                .entity(JsonText.bytes(body))
                .build();
    }
}
