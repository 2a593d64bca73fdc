package io.cairo.mcp;

import io.cairo.access.Callers;
import io.cairo.access.Origins;
import io.cairo.base.Body;
import io.cairo.tool.ToolRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** MCP's one endpoint: carries bytes between HTTP and {@link Dispatcher}. */
@Path("/mcp")
@ApplicationScoped
public class McpResource {
    private static final String METHODS = "GET, HEAD, POST, OPTIONS";

    @Inject
    ToolRegistry tools;

    @Inject
    Callers callers;

    @Inject
    @ConfigProperty(name = "CAIRO_MCP_ORIGINS")
    Optional<List<String>> allowed;

    @SuppressWarnings("NullAway.Init") // start() makes it
    private Dispatcher dispatcher;

    @SuppressWarnings("NullAway.Init")
    private Discovery discovery;

    private Origins origins = new Origins(Set.of());

    @PostConstruct
    void start() {
        origins = new Origins(Set.copyOf(allowed.orElse(List.of())));
        dispatcher = new Dispatcher(tools, callers, origins);
        discovery = new Discovery(dispatcher, tools);
    }

    @POST
    public Response post(@Context HttpServletRequest request) throws IOException {
        byte[] body = Body.read(request.getInputStream(), Dispatcher.MOST_BYTES);
        return response(request, dispatcher.post(received(request, body)));
    }

    @GET
    public Response get(@Context HttpServletRequest request) {
        return response(request, discovery.get(received(request, new byte[0])));
    }

    /** Also the preflight of browsers: which pages may send which headers. */
    @OPTIONS
    public Response options(@Context HttpServletRequest request) {
        return response(request, new Answer(204, Map.of("Allow", METHODS), new byte[0]));
    }

    /** There are no sessions to end. */
    @DELETE
    public Response delete(@Context HttpServletRequest request) {
        Refusal refusal = Refusal.of(Fault.METHOD_NOT_ALLOWED, "There are no sessions to end");
        return response(request, Dispatcher.refusal(refusal.with("Allow", METHODS)));
    }

    private static Received received(HttpServletRequest request, byte[] body) {
        return new Received(request.getRemoteAddr(), request::getHeader, body);
    }

    private Response response(HttpServletRequest request, Answer answer) {
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach(response::header);
        allowPage(request, response);
        if (answer.body().length > 0) {
            response.entity(answer.body());
        }
        return response.build();
    }

    /** Tells a browser that the page it shows may read the answer. */
    private void allowPage(HttpServletRequest request, Response.ResponseBuilder response) {
        @Nullable String origin = request.getHeader("Origin");
        if (origin == null || !origins.allow(origin, request.getHeader("Host"))) {
            return;
        }
        response.header("Access-Control-Allow-Origin", origin)
                .header("Access-Control-Allow-Methods", METHODS)
                .header(
                        "Access-Control-Allow-Headers",
                        "Authorization, Content-Type, Accept, X-Write-Key, X-API-Key, MCP-Protocol-Version")
                .header("Vary", "Origin");
    }
}
