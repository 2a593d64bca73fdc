package io.cairo.mcp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;

/** MCP for agents whose changes wait for a second administrator. */
@Path("/api/v1/mcp")
@ApplicationScoped
public class GovernedResource extends EndpointResource {
    @Override
    Endpoint endpoint() {
        return Endpoint.GOVERNED;
    }
}
