package io.cairo.journey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A receiver that accepts every request and never answers; under {@code /broken} it answers 500. */
final class MuteReceiver implements AutoCloseable {
    private final Set<String> mute = ConcurrentHashMap.newKeySet();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    MuteReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::keep);
        server.createContext("/broken", this::refuse);
        server.setExecutor(threads);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** How many different paths wait for an answer that does not come. */
    int waiting() {
        return mute.size();
    }

    /** How many different paths were answered 500. */
    int refused() {
        return broken.size();
    }

    /** The exchange stays open; nobody has to stay with it. */
    private void keep(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        mute.add(exchange.getRequestURI().getPath());
    }

    private void refuse(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        broken.add(exchange.getRequestURI().getPath());
        exchange.sendResponseHeaders(500, -1);
        exchange.close();
    }

    /** Whoever still waits is told by the end of the connection. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
