package io.cairo.journey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Somebody's webhook: keeps what arrives, checks signatures by its own arithmetic, and fails as often as it is told to.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
final class Receiver implements AutoCloseable {
    private static final byte[] SECRET = "twenty-four or more bytes of secret".getBytes(StandardCharsets.UTF_8);

    /**
     * One event as it arrived.
     *
     * @param webhookId the idempotency key that came with it
     * @param path where it arrived
     * @param replay the id of the replay that sent it, or empty
     */
    record Arrived(String messageId, String subject, boolean signed, String webhookId, String path, String replay) {}

    private final List<Arrived> arrived = new ArrayList<>();
    private final Deque<Integer> failures = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile Duration delay = Duration.ZERO;
    private volatile int answer = 200;

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/hook", this::take);
        server.setExecutor(threads);
        server.start();
    }

    /** What create_destination is told about it. */
    JsonObject config(int batchSize) {
        return config(batchSize, "/hook");
    }

    /** The same for a path of its own, which begins with {@code /hook}. */
    JsonObject config(int batchSize, String path) {
        return Json.createObjectBuilder()
                .add("url", "http://127.0.0.1:" + server.getAddress().getPort() + path)
                .add("secret", "whsec_" + Base64.getEncoder().encodeToString(SECRET))
                .add("batch_size", batchSize)
                .build();
    }

    /** From now on every request takes so long. */
    void slowDown(Duration each) {
        delay = each;
    }

    /** From now on every request is answered so; 200 takes it. */
    void answerWith(int status) {
        answer = status;
    }

    /** The next requests are answered so, in this order. */
    synchronized void failWith(int... statuses) {
        for (int status : statuses) {
            failures.add(status);
        }
    }

    /** What has been taken so far, in the order in which it came. */
    synchronized List<Arrived> arrived() {
        return List.copyOf(arrived);
    }

    List<String> messageIds() {
        return arrived().stream().map(Arrived::messageId).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Pause.of(delay);
        int status = keep(exchange, body);
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private synchronized int keep(HttpExchange exchange, byte[] body) {
        Integer failure = failures.poll();
        if (failure != null) {
            return failure;
        }
        if (answer != 200) {
            return answer;
        }
        boolean signed = isSigned(exchange, body);
        JsonObject json = json(body);
        List<? extends JsonValue> events = json.containsKey("batch") ? json.getJsonArray("batch") : List.of(json);
        for (JsonValue event : events) {
            JsonObject one = event.asJsonObject();
            arrived.add(new Arrived(
                    one.getString("messageId"),
                    one.getString("userId", ""),
                    signed,
                    String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id")),
                    exchange.getRequestURI().getPath(),
                    replay(one)));
        }
        return 200;
    }

    private static String replay(JsonObject event) {
        JsonObject context = event.getJsonObject("context");
        return context != null && context.containsKey("replay")
                ? context.getJsonObject("replay").getString("id")
                : "";
    }

    private static JsonObject json(byte[] body) {
        try (var reader = Json.createReader(new StringReader(new String(body, StandardCharsets.UTF_8)))) {
            return reader.readObject();
        }
    }

    private static boolean isSigned(HttpExchange exchange, byte[] body) {
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        String timestamp = exchange.getRequestHeaders().getFirst("webhook-timestamp");
        String expected = "v1," + Base64.getEncoder().encodeToString(mac(id + "." + timestamp + ".", body));
        return expected.equals(exchange.getRequestHeaders().getFirst("webhook-signature"));
    }

    private static byte[] mac(String prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
            mac.update(prefix.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
