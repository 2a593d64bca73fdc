package io.cairo.mcp;

import io.cairo.base.JsonText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Where MCP clients come, unasked, when their key was refused: they try to register for OAuth, and what is answered here is
 * what their user gets to read.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-3.2.2">The form of the refusal</a>
 */
@Path("/register")
@ApplicationScoped
public class RegisterResource {
    private static final String SENTENCE =
            "Cairo has no OAuth, it takes keys: the one that was sent to /mcp is missing,"
                    + " unknown or revoked; send a valid one as 'Authorization: Bearer <key>'";

    @POST
    public Response refuse() {
        return Response.status(Response.Status.NOT_FOUND)
                .type(MediaType.APPLICATION_JSON)
                .entity(JsonText.bytes(json -> {
                    json.writeStartObject();
                    json.writeBooleanField("success", false);
                    json.writeStringField("code", "no_oauth");
                    json.writeStringField("message", SENTENCE);
                    json.writeStringField("error", "no_oauth");
                    json.writeStringField("error_description", SENTENCE);
                    json.writeEndObject();
                }))
                .build();
    }
}
