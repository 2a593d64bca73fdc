package io.cairo.journey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What stands before several nodes: it gives each request to the next node that calls itself ready, streams both ways,
 * and counts. It does what operators must have theirs do, no more:
 *
 * <ul>
 *   <li>a node that refuses a connection or breaks one gets nothing more until {@code GET /health/simple} answers 200;
 *   <li>a request that a node has not begun to answer when the connection ends is given to another node. For
 *       {@code /mcp} that means POST, too (nginx: {@code proxy_next_upstream error timeout non_idempotent}; Envoy:
 *       {@code retry_on: connect-failure,reset}). It is safe for whatever reads, and for events that carry a message id,
 *       which Cairo stores once however often they come;
 *   <li>an answer that has begun is never made again: its connection breaks.
 * </ul>
 */
final class Balancer implements AutoCloseable {
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "host", "expect", "upgrade", "http2-settings", "transfer-encoding");
    private static final Duration RECOVERY = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> nodes;
    private final Set<String> suspects = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> streams = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final HttpServer server;

    Balancer(List<String> nodes) {
        this.nodes = List.copyOf(nodes);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many requests like {@code GET /mcp} have come. */
    int count(String methodAndPath) {
        return counts.getOrDefault(methodAndPath, new AtomicInteger()).get();
    }

    /** How often each MCP session has asked for a stream. */
    List<Integer> streamsOfSessions() {
        return streams.values().stream().map(AtomicInteger::get).toList();
    }

    /** How many requests were given to a second node. */
    int repeated() {
        return repeated.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String asked =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        counts.computeIfAbsent(asked, any -> new AtomicInteger()).incrementAndGet();
        String session = exchange.getRequestHeaders().getFirst("Mcp-Session-Id");
        if (session != null && exchange.getRequestMethod().equals("GET")) {
            streams.computeIfAbsent(session, any -> new AtomicInteger()).incrementAndGet();
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        try (InputStream answer = begin(exchange, body)) {
            pass(answer, exchange.getResponseBody());
        } finally {
            exchange.close();
        }
    }

    /** Finds a node that begins to answer, and sends the head of its answer on. */
    private InputStream begin(HttpExchange exchange, byte[] body) throws IOException {
        HttpResponse<InputStream> answer = answer(exchange, body);
        sendHead(exchange, answer);
        return answer.body();
    }

    private HttpResponse<InputStream> answer(HttpExchange exchange, byte[] body) throws IOException {
        long deadline = System.nanoTime() + RECOVERY.toNanos();
        while (System.nanoTime() < deadline) {
            String node = nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
            if (suspects.contains(node) && !isReady(node)) {
                Pause.of(Duration.ofMillis(10));
                continue;
            }
            suspects.remove(node);
            try {
                return forward(exchange, node, body);
            } catch (IOException broken) {
                suspects.add(node);
                repeated.incrementAndGet();
            }
        }
        throw new IOException("no node has answered for " + RECOVERY);
    }

    private boolean isReady(String node) {
        HttpRequest question = HttpRequest.newBuilder(URI.create(node + "/health/simple"))
                .timeout(Duration.ofSeconds(1))
                .build();
        try {
            return http.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw Pause.interrupted(e);
        }
    }

    private HttpResponse<InputStream> forward(HttpExchange exchange, String node, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return http.send(request.build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            throw Pause.interrupted(e);
        }
    }

    private static void sendHead(HttpExchange exchange, HttpResponse<InputStream> answer) throws IOException {
        answer.headers().map().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        long length = answer.headers().firstValueAsLong("content-length").orElse(-1);
        boolean empty = length == 0 || answer.statusCode() == 202 || answer.statusCode() == 204;
        exchange.sendResponseHeaders(answer.statusCode(), empty ? -1 : Math.max(0, length));
    }

    /** Each piece leaves as it comes; a client that has left ends the node's answer, too. */
    private static void pass(InputStream from, OutputStream to) throws IOException {
        byte[] piece = new byte[16_384];
        for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
            to.write(piece, 0, read);
            to.flush();
        }
    }
}
