package io.cairo.mcp;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;

/** What HTTP may do with any of the endpoints; each says at which path it stands and which it is. */
public abstract class EndpointResource {
    @Inject
    McpDoor door;

    /** Which one it is. */
    abstract Endpoint endpoint();

    @POST
    public Response post(@Context HttpServletRequest request, @Context UriInfo uri) throws IOException {
        return door.post(endpoint(), request, uri);
    }

    @GET
    public Response get(@Context HttpServletRequest request, @Context UriInfo uri) {
        return door.get(endpoint(), request, uri);
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
