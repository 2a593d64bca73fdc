package io.cairo.ingest.http;

import io.cairo.access.Credentials;
import io.cairo.access.Origins;
import io.cairo.base.Problem;
import io.cairo.ingest.reading.Inflated;
import io.cairo.ingest.reading.Limits;
import io.cairo.message.IngestRoutes;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes what clients deliver. A body is read as it comes and the answer waits for its commit, neither with a thread, so that
 * slow senders and a slow database cost memory and nothing else.
 */
public class IngestServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient Ingestion ingestion;

    @Inject
    transient Limits limits;

    @Inject
    transient Deadlines deadlines;

    @Resource
    transient ManagedExecutorService executor;

    /** Liberty lets TRACE come here, and be refused in JSON, only where it sees this method. */
    @Override
    protected void doTrace(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Replies.write(response, Replies.methodNotAllowed(response, "POST, OPTIONS"));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Cors.allow(response);
        String more = request.getPathInfo();
        if (more != null && !more.equals("/")) {
            Replies.write(response, Reply.of(new Problem(Problem.Code.NOT_FOUND, "There is no such path")));
            return;
        }
        switch (request.getMethod()) {
            case "POST" -> read(request, response);
            case "OPTIONS" -> response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            default -> Replies.write(response, Replies.methodNotAllowed(response, "POST, OPTIONS"));
        }
    }

    private void read(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getContentLengthLong() > limits.batchBytes()) {
            response.setHeader("Connection", "close");
            Replies.write(response, Reply.of(Inflated.tooLarge(limits.batchBytes())));
            return;
        }
        Function<byte[], Ingestion.Request> described = describe(request);
        Exchange exchange = Exchange.begin(request.startAsync(), deadlines);
        BodyReader.begin(exchange, limits.batchBytes(), body -> take(exchange, described.apply(body)));
    }

    /** Everything but the body: once this servlet has returned, Liberty may no longer know the request's path. */
    private static Function<byte[], Ingestion.Request> describe(HttpServletRequest request) {
        IngestRoutes.Route route = route(request);
        List<String> keys =
                Credentials.keys(request::getHeader, name -> QueryText.value(request.getQueryString(), name));
        boolean local = Origins.isLocal(request.getRemoteAddr(), request::getHeader);
        String address = clientAddress(request);
        String encoding = request.getHeader("Content-Encoding");
        return body -> new Ingestion.Request(route, keys, local, address, body, encoding);
    }

    private void take(Exchange exchange, Ingestion.Request request) {
        if (request.route().kind() == IngestRoutes.Kind.SELF_METRICS) {
            exchange.answer(Reply.OK);
            return;
        }
        ingestion.take(request).thenAcceptAsync(exchange::answer, executor);
    }

    private static IngestRoutes.Route route(HttpServletRequest request) {
        return Objects.requireNonNull(
                IngestRoutes.byPath().get(request.getServletPath()), "no route for a path that is mapped");
    }

    /** A browser says where its page comes from; a server's address says nothing about a person. */
    private static @Nullable String clientAddress(HttpServletRequest request) {
        return request.getHeader("Origin") == null ? null : request.getRemoteAddr();
    }

    static Problem incomplete() {
        return new Problem(
                Problem.Code.REQUEST_TIMEOUT, "The request ended, or came too slowly, before its body was whole");
    }

    static Problem undecided() {
        return Problem.later(
                Problem.Code.UNAVAILABLE,
                "The database did not answer in time; send the same request again, each messageId is stored once",
                Duration.ofSeconds(1));
    }

    static Problem timeout() {
        return new Problem(
                Problem.Code.REQUEST_TIMEOUT,
                "The request took longer than %d seconds".formatted(Deadlines.EACH.toSeconds()));
    }
}
