package io.cairo.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server with webhooks that answer at once, or as badly as they are told to. */
final class Receiver implements AutoCloseable {
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpServer server;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    /** A webhook with a path of its own. */
    Hook hook(String name, Hook.Manner manner) {
        Hook hook = new Hook("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name, manner);
        server.createContext("/" + name, hook::take);
        return hook;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
