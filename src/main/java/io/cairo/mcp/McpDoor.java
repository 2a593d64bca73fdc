package io.cairo.mcp;

import io.cairo.access.Callers;
import io.cairo.access.Limiter;
import io.cairo.access.Namespaces;
import io.cairo.access.Origins;
import io.cairo.access.Tenants;
import io.cairo.base.Body;
import io.cairo.base.Signer;
import io.cairo.context.Prompts;
import io.cairo.context.Resources;
import io.cairo.tool.Governor;
import io.cairo.tool.Span;
import io.cairo.tool.ToolRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Carries bytes between HTTP and {@link Dispatcher}, for every endpoint. */
@ApplicationScoped
public class McpDoor {
    private static final String METHODS = "GET, HEAD, POST, OPTIONS";
    private static final String HEADERS =
            "Authorization, Content-Type, Accept, X-Write-Key, X-API-Key, X-Tenant-Id, MCP-Protocol-Version, Mcp-Method,"
                    + " Mcp-Name, Mcp-Session-Id, X-MCP-Toolsets, X-MCP-Tools, X-MCP-Readonly, traceparent, tracestate";
    private static final String EXPOSED =
            "Mcp-Session-Id, WWW-Authenticate, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset";

    @Inject
    ToolRegistry tools;

    @Inject
    Resources resources;

    @Inject
    Prompts prompts;

    @Inject
    Namespaces namespaces;

    @Inject
    Callers callers;

    @Inject
    Tenants tenants;

    @Inject
    Limiter limiter;

    @Inject
    Governor governor;

    @Inject
    Span span;

    @Inject
    Mailbox mailbox;

    @Inject
    Signer signer;

    @Inject
    Clock clock;

    @Resource
    ManagedExecutorService executor;

    @Inject
    @ConfigProperty(name = "CAIRO_MCP_ORIGINS")
    Optional<List<String>> allowed;

    @SuppressWarnings("NullAway.Init") // start() makes them
    private Dispatcher dispatcher;

    @SuppressWarnings("NullAway.Init")
    private Discovery discovery;

    private Origins origins = new Origins(Set.of());

    @PostConstruct
    void start() {
        origins = new Origins(Set.copyOf(allowed.orElse(List.of())));
        Admission admission = new Admission(callers, tenants, limiter, origins);
        Toolset toolset = new Toolset(tools, governor, span);
        dispatcher = Assembly.dispatcher(
                admission,
                tools,
                toolset,
                resources,
                new Projects(namespaces),
                prompts,
                new Streams(executor),
                new Talks(mailbox, signer, clock),
                signer);
        discovery = new Discovery(admission, tools);
    }

    Response post(Endpoint endpoint, HttpServletRequest request, UriInfo uri) throws IOException {
        byte[] body = Body.read(request.getInputStream(), Dispatcher.MOST_BYTES);
        return response(request, dispatcher.post(endpoint, received(request, uri, body)));
    }

    Response get(Endpoint endpoint, HttpServletRequest request, UriInfo uri) {
        return response(request, discovery.get(endpoint, received(request, uri, new byte[0])));
    }

    /** Also the preflight of browsers: which pages may send which headers. */
    Response options(HttpServletRequest request) {
        return response(request, new Answer(204, Map.of("Allow", METHODS), new byte[0]));
    }

    /** There are no sessions to end. */
    Response delete(HttpServletRequest request) {
        Refusal refusal = Refusal.of(Fault.METHOD_NOT_ALLOWED, "There are no sessions to end");
        return response(request, Dispatcher.refusal(refusal.with("Allow", METHODS)));
    }

    private static Received received(HttpServletRequest request, UriInfo uri, byte[] body) {
        MultivaluedMap<String, String> query = uri.getQueryParameters();
        return new Received(request.getRemoteAddr(), request::getHeader, query::getFirst, body);
    }

    private Response response(HttpServletRequest request, Answer answer) {
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach(response::header);
        allowPage(request, response);
        @Nullable Flow flow = answer.flow();
        if (flow != null) {
            response.entity((StreamingOutput) flow::pump);
        } else if (answer.body().length > 0) {
            response.entity(answer.body());
        }
        return response.build();
    }

    /** Tells a browser that the page it shows may read the answer. */
    private void allowPage(HttpServletRequest request, Response.ResponseBuilder response) {
        @Nullable String origin = request.getHeader("Origin");
        if (origin == null || !origins.allow(origin)) {
            return;
        }
        response.header("Access-Control-Allow-Origin", origin)
                .header("Access-Control-Allow-Methods", METHODS)
                .header("Access-Control-Allow-Headers", HEADERS)
                .header("Access-Control-Expose-Headers", EXPOSED)
                .header("Vary", "Origin");
    }
}
