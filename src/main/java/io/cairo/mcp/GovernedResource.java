package io.cairo.mcp;

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
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;

/** MCP for agents whose changes wait for a second administrator. */
@Path("/api/v1/mcp")
@ApplicationScoped
public class GovernedResource {
    @Inject
    McpDoor door;

    @POST
    public Response post(@Context HttpServletRequest request, @Context UriInfo uri) throws IOException {
        return door.post(Endpoint.GOVERNED, request, uri);
    }

    @GET
    public Response get(@Context HttpServletRequest request, @Context UriInfo uri) {
        return door.get(Endpoint.GOVERNED, request, uri);
    }

    @OPTIONS
    public Response options(@Context HttpServletRequest request) {
        return door.options(request);
    }

    @DELETE
    public Response delete(@Context HttpServletRequest request) {
        return door.delete(request);
    }
}
