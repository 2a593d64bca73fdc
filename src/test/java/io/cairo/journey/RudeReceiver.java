package io.cairo.journey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A receiver that answers as none should, depending on the path: {@code /redirect} sends elsewhere, {@code /endless} answers
 * with 10 GB, {@code /slow} with a byte each half second. It counts what comes.
 */
final class RudeReceiver implements AutoCloseable {
    private static final long TEN_GB = 10_000_000_000L;

    private final Map<String, Integer> requests = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile boolean closed;

    RudeReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    int requests(String path) {
        return requests.getOrDefault(path, 0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.merge(path, 1, Integer::sum);
        exchange.getRequestBody().readAllBytes();
        switch (path) {
            case "/redirect" -> {
                exchange.getResponseHeaders().add("Location", url("/elsewhere"));
                exchange.sendResponseHeaders(302, -1);
            }
            case "/endless" -> {
                exchange.sendResponseHeaders(200, TEN_GB);
                pour(exchange, 65_536, Duration.ZERO);
            }
            case "/slow" -> {
                exchange.sendResponseHeaders(200, 1_000);
                pour(exchange, 1, Duration.ofMillis(500));
            }
            default -> exchange.sendResponseHeaders(204, -1);
        }
        exchange.close();
    }

    /** Until the other side has had enough. */
    private void pour(HttpExchange exchange, int bytes, Duration pause) {
        byte[] drops = new byte[bytes];
        try (OutputStream body = exchange.getResponseBody()) {
            while (!closed) {
                body.write(drops);
                body.flush();
                Pause.of(pause);
            }
        } catch (IOException e) {
            requests.merge("cut " + exchange.getRequestURI().getPath(), 1, Integer::sum);
        }
    }

    @Override
    public void close() {
        closed = true;
        server.stop(0);
        threads.shutdownNow();
    }
}
