package io.cairo.rest;

import io.cairo.base.Failures;
import io.cairo.base.Incident;
import io.cairo.base.JsonText;
import io.cairo.base.Problem;
import io.cairo.base.ProblemBody;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.lang.System.Logger;
import java.util.Locale;
import java.util.Optional;

/** Every refusal and every bug of the JAX-RS application as a JSON body. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());

    @Context
    @SuppressWarnings("NullAway.Init") // JAX-RS fills it
    UriInfo uri;

    @Override
    public Response toResponse(Throwable failure) {
        Optional<Problem> problem = Failures.problem(failure);
        if (problem.isPresent()) {
            return of(problem.get());
        }
        if (failure instanceof WebApplicationException refused) {
            return of(refused.getResponse());
        }
        if (failure instanceof IOException) {
            return of(new Problem(Problem.Code.REQUEST_TIMEOUT, "The body did not arrive; send the request again"));
        }
        String incident = Incident.log(LOG, failure);
        return of(new Problem(
                Problem.Code.INTERNAL, "Something went wrong in Cairo; tell the operator the incident " + incident));
    }

    private static Response of(Problem problem) {
        Response.ResponseBuilder response = json(problem.code().status(), ProblemBody.of(problem));
        problem.retryAfter().ifPresent(wait -> response.header("Retry-After", ProblemBody.seconds(wait)));
        if (problem.code() == Problem.Code.METHOD_NOT_ALLOWED) {
            response.header("Allow", String.join(", ", problem.facts().allowed()));
        }
        if (problem.code().status() == 401) {
            response.header("WWW-Authenticate", "Bearer realm=\"cairo\"");
        }
        return response.build();
    }

    private Response of(Response refusal) {
        int status = refusal.getStatus();
        if (status == 404) {
            return json(status, notFound()).build();
        }
        Response.ResponseBuilder response = json(status, body(status));
        String allow = refusal.getHeaderString("Allow");
        return allow == null
                ? response.build()
                : response.header("Allow", allow).build();
    }

    /** Where nothing more is known than the status. */
    static byte[] body(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String reason = known == null ? "Refused" : known.getReasonPhrase();
        return ProblemBody.of(reason.toLowerCase(Locale.ROOT).replace(' ', '_').replace("-", "_"), reason);
    }

    private byte[] notFound() {
        String path = "/" + uri.getPath().replaceFirst("^/", "");
        return JsonText.bytes(json -> {
            json.writeStartObject();
            json.writeBooleanField("success", false);
            json.writeStringField("error", "Not found");
            json.writeStringField("code", Problem.Code.NOT_FOUND.wire());
            json.writeStringField("message", "There is nothing at this path; /docs lists what there is");
            json.writeStringField("path", path.length() > 200 ? path.substring(0, 200) : path);
            json.writeObjectFieldStart("docs");
            json.writeStringField("landing", "/");
            json.writeStringField("full_docs", "/docs");
            json.writeStringField("mcp_discovery", "/.well-known/mcp.json");
            json.writeStringField("health", "/health");
            json.writeStringField("llms_txt", "/llms.txt");
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static Response.ResponseBuilder json(int status, byte[] body) {
        return Response.status(status).type(MediaType.APPLICATION_JSON).entity(body);
    }
}
