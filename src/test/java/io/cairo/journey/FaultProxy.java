package io.cairo.journey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A bad network between a client and Cairo: each of the first deliveries meets the next of its faults, the rest pass. */
final class FaultProxy implements AutoCloseable {

    /** What happens to one delivery. */
    enum Fault {
        /** Cairo stores it; the client gets no answer before it gives up. */
        LATE,
        /** Cairo stores it; the connection breaks before the answer. */
        CUT_AFTER,
        /** The connection breaks before Cairo sees it. */
        CUT_BEFORE,
        /** 503, as from a balancer without a server. */
        UNAVAILABLE,
        /** 429 that asks for a second's pause. */
        LIMITED
    }

    private static final Duration LATE = Duration.ofMillis(1500);
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "host", "expect", "upgrade", "http2-settings", "transfer-encoding");

    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String target;
    private final HttpServer server;

    FaultProxy(String target, Fault... faults) throws IOException {
        this.target = target;
        this.faults.addAll(List.of(faults));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Whether every fault has met a delivery. */
    boolean isSpent() {
        return faults.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Fault fault = exchange.getRequestMethod().equals("POST") ? faults.poll() : null;
        if (fault == null) {
            answer(exchange, forward(exchange, body));
            return;
        }
        switch (fault) {
            case LATE -> {
                HttpResponse<byte[]> answer = forward(exchange, body);
                Pause.of(LATE);
                answer(exchange, answer);
            }
            case CUT_AFTER -> {
                forward(exchange, body);
                throw new IOException("cut after Cairo's answer");
            }
            case CUT_BEFORE -> throw new IOException("cut before Cairo saw it");
            case UNAVAILABLE -> answer(exchange, 503, "{}");
            case LIMITED -> {
                exchange.getResponseHeaders().set("Retry-After", "1");
                answer(exchange, 429, "{\"code\":\"rate_limited\",\"message\":\"too fast\"}");
            }
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw Pause.interrupted(e);
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        answer.headers().map().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        write(exchange, answer.statusCode(), answer.body());
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        write(exchange, status, json.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
