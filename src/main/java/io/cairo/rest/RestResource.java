package io.cairo.rest;

import io.cairo.access.Caller;
import io.cairo.access.Callers;
import io.cairo.access.Credentials;
import io.cairo.access.Limiter;
import io.cairo.access.Limiter.Door;
import io.cairo.access.Limiter.Quota;
import io.cairo.access.Origins;
import io.cairo.access.Tenants;
import io.cairo.base.Body;
import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.tool.Governor;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.ToolRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every tool with a route, as REST. */
@Path("/api/v2")
@ApplicationScoped
public class RestResource {
    private static final int MOST_BYTES = 4 << 20;

    @Inject
    ToolRegistry tools;

    @Inject
    Callers callers;

    @Inject
    Limiter limiter;

    @Inject
    Tenants tenants;

    @Inject
    Governor governor;

    @SuppressWarnings("NullAway.Init") // start() makes it
    private Routes routes;

    @PostConstruct
    void start() {
        routes = new Routes(tools.entries());
    }

    @GET
    @Path("{path: .*}")
    public Response get(@PathParam("path") String path, @Context UriInfo uri, @Context HttpServletRequest request)
            throws IOException {
        return call(path, uri, request);
    }

    @POST
    @Path("{path: .*}")
    public Response post(@PathParam("path") String path, @Context UriInfo uri, @Context HttpServletRequest request)
            throws IOException {
        return call(path, uri, request);
    }

    @PUT
    @Path("{path: .*}")
    public Response put(@PathParam("path") String path, @Context UriInfo uri, @Context HttpServletRequest request)
            throws IOException {
        return call(path, uri, request);
    }

    @PATCH
    @Path("{path: .*}")
    public Response patch(@PathParam("path") String path, @Context UriInfo uri, @Context HttpServletRequest request)
            throws IOException {
        return call(path, uri, request);
    }

    @DELETE
    @Path("{path: .*}")
    public Response delete(@PathParam("path") String path, @Context UriInfo uri, @Context HttpServletRequest request)
            throws IOException {
        return call(path, uri, request);
    }

    private Response call(String path, UriInfo uri, HttpServletRequest request) throws IOException {
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        Routes.Match match = routes.find(method, path).orElseThrow(() -> nothing(path));
        Caller caller = caller(uri, request);
        count(caller, request);
        ToolEntry entry = match.entry();
        caller.require(entry.right());
        JsonObject arguments = match.arguments(body(request), query(uri.getQueryParameters()));
        Record decoded = entry.decode(arguments);
        if (governor.holds(entry) && tenants.get(caller.tenant()).governed()) {
            return json(202, governor.hold(caller, entry, arguments));
        }
        JsonObject result = entry.call(caller, decoded);
        return json(method.equals("POST") && isCreated(result) ? 201 : 200, result);
    }

    private static Response json(int status, JsonObject result) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(JsonText.bytes(success(result)))
                .build();
    }

    private RuntimeException nothing(String path) {
        List<String> methods = routes.methods(path);
        if (methods.isEmpty()) {
            return new NotFoundException();
        }
        return new Problem(
                        Problem.Code.METHOD_NOT_ALLOWED,
                        "This path takes " + String.join(", ", methods) + "; /docs says more")
                .allowed(methods);
    }

    /** The query is read from the address: the servlet's parameters would take a form's body with them. */
    private Caller caller(UriInfo uri, HttpServletRequest request) {
        MultivaluedMap<String, String> query = uri.getQueryParameters();
        List<String> keys = Credentials.keys(request::getHeader, query::getFirst);
        @Nullable String key = keys.isEmpty() ? null : keys.get(0);
        Caller caller = callers.of(key, Origins.isLocal(request.getRemoteAddr(), request::getHeader));
        if (caller.kind() == Caller.Kind.PK || caller.kind() == Caller.Kind.AK) {
            throw new Problem(
                    Problem.Code.KEY_KIND_NOT_ALLOWED,
                    "A key of kind %s may not call this; use a key of kind sk or rk"
                            .formatted(caller.kind().wire()));
        }
        return caller;
    }

    /** A refusal tells what is left too: nothing, until the time to wait is over. */
    private void count(Caller caller, HttpServletRequest request) {
        try {
            limiter.take(caller, Door.TOOLS).ifPresent(quota -> QuotaHeaders.note(request, quota));
        } catch (Problem refused) {
            refused.retryAfter()
                    .ifPresent(wait -> QuotaHeaders.note(request, new Quota(limiter.limit(Door.TOOLS), 0, wait)));
            throw refused;
        }
    }

    private static JsonObject body(HttpServletRequest request) throws IOException {
        byte[] body = Body.read(request.getInputStream(), MOST_BYTES);
        if (body.length > MOST_BYTES) {
            throw new Problem(Problem.Code.TOO_LARGE, "The body is larger than the 4 MB allowed");
        }
        return JsonTree.readObject(body);
    }

    /** PostgreSQL knows no NUL; as in JSON, the character that stands for none takes its place. */
    private static Map<String, String> query(MultivaluedMap<String, String> parameters) {
        Map<String, String> query = new LinkedHashMap<>();
        parameters.forEach(
                (name, values) -> query.put(name, String.join(",", values).replace('\0', '\uFFFD')));
        query.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).equals("writekey"));
        return query;
    }

    private static boolean isCreated(JsonObject result) {
        return result.get("created") == JsonValue.TRUE;
    }

    private static JsonObject success(JsonObject result) {
        JsonObjectBuilder answer = JsonTree.JSON.createObjectBuilder().add("success", true);
        result.forEach(answer::add);
        return answer.build();
    }
}
