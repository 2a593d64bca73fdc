package io.cairo.destination.connector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cairo.base.JsonTree;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A vendor within the tests: a server that refuses what its documentation says that the vendor refuses. */
final class StandIn implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** What was asked; names of headers are in lower case. */
    record Asked(String method, String path, Map<String, String> query, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        JsonObject json() {
            return JsonTree.readObject(body.getBytes(StandardCharsets.UTF_8));
        }

        Map<String, String> form() {
            return parameters(body);
        }
    }

    /** What is answered. */
    record Said(int status, String body, Map<String, String> headers) {
        static Said of(int status, String body) {
            return new Said(status, body, Map.of());
        }

        Said with(String name, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(name, value);
            return new Said(status, body, more);
        }
    }

    /** How the vendor answers. */
    @FunctionalInterface
    interface Vendor {
        Said answer(Asked asked) throws Exception;
    }

    StandIn(Vendor vendor) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> handle(exchange, vendor));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void handle(HttpExchange exchange, Vendor vendor) throws IOException {
        try (exchange) {
            Said said = said(exchange, vendor);
            byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
            said.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** A stand-in that fails is an answer that no connector takes for a good one, with the reason in it. */
    private static Said said(HttpExchange exchange, Vendor vendor) throws IOException {
        try {
            return vendor.answer(asked(exchange));
        } catch (Exception e) {
            return Said.of(599, "the stand-in failed: " + e);
        }
    }

    private static Asked asked(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        String query = exchange.getRequestURI().getRawQuery();
        return new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                parameters(query == null ? "" : query),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new HashMap<>();
        Arrays.stream(text.split("&", -1))
                .map(part -> List.of(part.split("=", 2)))
                .forEach(part -> parameters.put(
                        part.get(0), part.size() == 1 ? "" : URLDecoder.decode(part.get(1), StandardCharsets.UTF_8)));
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
