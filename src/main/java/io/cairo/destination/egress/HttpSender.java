package io.cairo.destination.egress;

import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;

/**
 * Sends requests where the guard allows it: no redirect, cookie, proxy or retry; at most 64 KB of the answer are read, and
 * the whole exchange ends in time. Somebody must call {@link #sweep} several times a second. Safe for many threads.
 */
public final class HttpSender implements Sender, AutoCloseable {
    private static final int MOST_READ = 64 * 1024;

    private final EgressGuard guard;
    private final VettedNames names = new VettedNames();
    private final Deadlines deadlines = new Deadlines();
    private final CloseableHttpClient client = Clients.client(names);

    public HttpSender(EgressGuard guard) {
        this.guard = guard;
    }

    @Override
    public HttpAnswer send(HttpCall call) throws IOException {
        Vetted vetted = guard.vet(call.uri(), call.reach());
        HttpUriRequestBase request = request(call, vetted);
        deadlines.start(request, call.timeout());
        names.use(vetted);
        ClassicHttpResponse response = null;
        try {
            HttpHost host = new HttpHost(vetted.scheme(), vetted.host(), vetted.port());
            response = client.executeOpen(host, request, null);
            return new HttpAnswer(response.getCode(), headers(response), body(request, response.getEntity()));
        } finally {
            Closer.closeQuietly(response);
            names.forget();
            deadlines.end(request);
        }
    }

    /** Ends the exchanges that are over their time. */
    public void sweep() {
        deadlines.sweep();
    }

    /** Ends every exchange that is running now. */
    public void cancelAll() {
        deadlines.cancelAll();
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    private static HttpUriRequestBase request(HttpCall call, Vetted vetted) {
        HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.uri());
        request.setPath(vetted.path());
        call.headers().forEach(request::setHeader);
        String type = call.headers().getOrDefault("Content-Type", "application/octet-stream");
        request.removeHeaders("Content-Type");
        request.setEntity(new ByteArrayEntity(call.body(), ContentType.parse(type)));
        return request;
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        return headers;
    }

    /** Of a longer answer the rest is cut off with its connection: closing it politely would read it all. */
    private static String body(HttpUriRequestBase request, HttpEntity entity) throws IOException {
        if (entity == null) {
            return "";
        }
        InputStream content = entity.getContent();
        byte[] read = content.readNBytes(MOST_READ + 1);
        if (read.length <= MOST_READ) {
            return new String(read, StandardCharsets.UTF_8);
        }
        request.cancel();
        return new String(read, 0, MOST_READ, StandardCharsets.UTF_8);
    }
}
