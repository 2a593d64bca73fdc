package io.cairo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private int status = 200;
    private boolean chunked;

    LoadTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void sendsEveryRequestWithIdentifiersOfItsOwn() throws IOException {
        Answers.Result result = send(20);

        assertThat(result.accepted()).isEqualTo(20);
        assertThat(result.nanos()).hasSize(20).isSorted();
        assertThat(bodies).hasSize(20).doesNotHaveDuplicates().noneMatch(body -> body.contains("@@@"));
    }

    @Test
    void readsAnswersThatComeInChunks() throws IOException {
        chunked = true;

        assertThat(send(5).accepted()).isEqualTo(5);
    }

    @Test
    void countsWhatTheServerRefuses() throws IOException {
        status = 429;

        Answers.Result result = send(6);

        assertThat(result.accepted()).isZero();
        assertThat(result.failed()).isEqualTo(6);
        assertThat(result.firstFailure()).startsWith("HTTP/1.1 429");
    }

    private Answers.Result send(int requests) throws IOException {
        Requests tracks = Requests.post("127.0.0.1", "/v1/track", "Bearer key", Events.tracks(), 1, new Ids());
        try (Load load = new Load(server.getAddress(), 2, tracks)) {
            return load.send(requests);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] answer = "{\"success\":true}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, chunked ? 0 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
