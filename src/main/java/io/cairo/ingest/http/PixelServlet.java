package io.cairo.ingest.http;

import io.cairo.access.Credentials;
import io.cairo.access.Origins;
import io.cairo.base.JsonText;
import io.cairo.message.IngestRoutes;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One event in a query string, for where only an image can be loaded; the answer to a good one is such an image. */
public class PixelServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final byte[] IMAGE =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
    private static final List<String> TOP =
            List.of("messageId", "userId", "anonymousId", "event", "name", "timestamp", "originalTimestamp", "sentAt");
    private static final List<String> KEYS = List.of("writeKey", "writekey");

    @Inject
    transient Ingestion ingestion;

    @Inject
    transient Deadlines deadlines;

    @Resource
    transient ManagedExecutorService executor;

    /** Liberty lets TRACE come here, and be refused in JSON, only where it sees this method. */
    @Override
    protected void doTrace(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Replies.write(response, Replies.methodNotAllowed(response, "GET"));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String query = request.getQueryString();
        IngestRoutes.Route route = Objects.requireNonNull(IngestRoutes.byPath().get(request.getServletPath()));
        Exchange exchange = Exchange.begin(request.startAsync(), deadlines);
        exchange.whole();
        ingestion
                .take(new Ingestion.Request(
                        route,
                        Credentials.keys(request::getHeader, name -> QueryText.value(query, name)),
                        Origins.isLocal(request.getRemoteAddr(), request::getHeader),
                        request.getRemoteAddr(),
                        event(QueryText.values(query)),
                        null))
                .thenAcceptAsync(reply -> answer(exchange, reply), executor);
    }

    private static void answer(Exchange exchange, Reply reply) {
        if (reply.status() != HttpServletResponse.SC_OK) {
            exchange.answer(reply);
            return;
        }
        HttpServletResponse response = (HttpServletResponse) exchange.context().getResponse();
        response.setHeader("Cache-Control", "no-store");
        exchange.answer("image/gif", new Reply(reply.status(), IMAGE, null));
    }

    private static byte[] event(Map<String, String> values) {
        return JsonText.bytes(to -> {
            to.writeStartObject();
            for (String field : TOP) {
                if (values.containsKey(field)) {
                    to.writeStringField(field, values.get(field));
                }
            }
            to.writeObjectFieldStart("properties");
            for (Map.Entry<String, String> value : values.entrySet()) {
                if (!TOP.contains(value.getKey()) && !KEYS.contains(value.getKey())) {
                    to.writeStringField(value.getKey(), value.getValue());
                }
            }
            to.writeEndObject();
            to.writeEndObject();
        });
    }
}
