package io.cairo.ingest.http;

import io.cairo.base.Problem;
import io.cairo.base.ProblemBody;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Writes answers to HTTP. */
final class Replies {
    private static final Logger LOG = System.getLogger(Replies.class.getName());

    private Replies() {}

    static void write(HttpServletResponse response, Reply reply) throws IOException {
        write(response, "application/json", reply);
    }

    private static void write(HttpServletResponse response, String contentType, Reply reply) throws IOException {
        response.setStatus(reply.status());
        response.setContentType(contentType);
        response.setContentLength(reply.body().length);
        Duration retryAfter = reply.retryAfter();
        if (retryAfter != null) {
            response.setHeader("Retry-After", ProblemBody.seconds(retryAfter));
        }
        response.getOutputStream().write(reply.body());
    }

    /** Writes the answer and ends the exchange; a sender that is gone is no fault of ours. */
    static void finish(AsyncContext context, String contentType, Reply reply) {
        try {
            write((HttpServletResponse) context.getResponse(), contentType, reply);
            context.complete();
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "an answer found nobody: {0}", e.getMessage());
        }
    }

    static Reply methodNotAllowed(HttpServletResponse response, String allowed) {
        response.setHeader("Allow", allowed);
        return Reply.of(new Problem(Problem.Code.METHOD_NOT_ALLOWED, "This path takes " + allowed));
    }
}
