package io.cairo.mcp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;

/** MCP for whoever reads across all namespaces of a tenant. */
@Path("/mcp/account")
@ApplicationScoped
public class AccountResource extends EndpointResource {
    @Override
    Endpoint endpoint() {
        return Endpoint.ACCOUNT;
    }
}
