package io.cairo.mcp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;

/** MCP for whoever works in one namespace. */
@Path("/mcp")
@ApplicationScoped
public class McpResource extends EndpointResource {
    @Override
    Endpoint endpoint() {
        return Endpoint.PRODUCT;
    }
}
