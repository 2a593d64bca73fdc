package io.cairo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacedLoadTest {
    private final CountDownLatch together = new CountDownLatch(5);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    PacedLoadTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            together.countDown();
            awaitOthers();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    private void awaitOthers() {
        try {
            together.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** The first answer comes only after the fifth request: who waits for answers would wait for ever. */
    @Test
    void sendsByTheClockWhetherOrNotThoseBeforeAreAnswered() throws IOException {
        Requests tracks = Requests.post("127.0.0.1", "/v1/track", "Bearer key", Events.tracks(), 1, new Ids());

        Answers.Result result = new PacedLoad(server.getAddress(), 10, tracks, 400).run(Duration.ofMillis(50));

        assertThat(result.accepted()).isEqualTo(20);
        assertThat(result.failed()).isZero();
        assertThat(result.nanos()).isSorted();
    }
}
