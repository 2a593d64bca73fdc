package io.cairo.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Cairo under test: a process of its own with the WAR and {@code server.xml} as they are shipped. */
final class CairoServer implements AutoCloseable {
    private static final String ADMIN_KEY = "bench-admin-key-of-this-run";
    private static final Pattern FAILED = Pattern.compile("\"isError\"\\s*:\\s*true|\"error\"\\s*:");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Process process;
    private final Path log;
    private final int port;
    private final int managementPort;
    private final double startSeconds;

    private CairoServer(Process process, Path log, int port, int managementPort, long startedAt)
            throws IOException, InterruptedException {
        this.process = process;
        this.log = log;
        this.port = port;
        this.managementPort = managementPort;
        awaitHealth();
        this.startSeconds = (System.nanoTime() - startedAt) / 1e9;
    }

    /**
     * Starts Liberty and waits until it is healthy.
     *
     * @param home the installed Liberty
     * @param user the folder with {@code servers/cairo}
     */
    static CairoServer start(Path home, Path user, String databaseUrl) throws IOException, InterruptedException {
        int port = freePort();
        int managementPort = freePort();
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/server").toString(), "run", "cairo");
        builder.redirectErrorStream(true)
                .redirectOutput(user.resolve("console.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "WLP_USER_DIR",
                        user.toString(),
                        "PORT",
                        Integer.toString(port),
                        "MANAGEMENT_PORT",
                        Integer.toString(managementPort),
                        "POSTGRES_URL",
                        databaseUrl,
                        "CAIRO_ADMIN_KEY",
                        ADMIN_KEY,
                        "CAIRO_SECRET_KEY",
                        Base64.getEncoder().encodeToString(new byte[32]),
                        "CAIRO_TOOL_RATE",
                        "1000000000", // counted as ever, but never used up
                        "CAIRO_EGRESS_HTTP",
                        "true",
                        "CAIRO_EGRESS_ALLOW",
                        "127.0.0.0/8"));
        long startedAt = System.nanoTime();
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop server"));
        try {
            Path log = user.resolve("servers/cairo/logs/messages.log");
            return new CairoServer(process, log, port, managementPort, startedAt);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroy();
            throw e;
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** As clients name it in the {@code Host} header. */
    String host() {
        return "127.0.0.1:" + port;
    }

    /** From the start of the process to the first answer that says it is healthy. */
    double startSeconds() {
        return startSeconds;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /** A registered key for a server that sends events to a namespace, and its form for the {@code Authorization} header. */
    String createKey(String namespace) throws IOException, InterruptedException {
        String answer = call(
                "create_key",
                "{\"name\":\"bench\",\"kind\":\"sk\",\"role\":\"editor\",\"namespace\":\"" + namespace + "\"}");
        return "Bearer " + found("sk_live_[A-Za-z0-9_-]+", answer);
    }

    /** Calls a tool as the administrator; answers the whole JSON-RPC response, which tells of no failure. */
    String call(String tool, String arguments) throws IOException, InterruptedException {
        String answer = ask(tool, arguments);
        if (FAILED.matcher(answer).find()) {
            throw new IOException(tool + " failed: " + answer);
        }
        return answer;
    }

    /** The same for a tool that may fail, or may not be called so often. */
    String ask(String tool, String arguments) throws IOException, InterruptedException {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + "}}";
        HttpRequest request = HttpRequest.newBuilder(uri("/mcp"))
                .header("Authorization", "Bearer " + ADMIN_KEY)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200 && response.statusCode() != 429) {
            throw new IOException(tool + " failed: " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    /** Posts JSON; answers the status. */
    int post(String path, String authorization, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    /** The first match of a pattern in an answer. */
    static String found(String pattern, String answer) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(answer);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in " + answer);
        }
        return matcher.group();
    }

    /** Resident memory in megabytes, as the operating system counts it. */
    long residentMegabytes() throws IOException, InterruptedException {
        Process ps = new ProcessBuilder(List.of("ps", "-o", "rss=", "-p", Long.toString(process.pid()))).start();
        String kilobytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        ps.waitFor();
        return Long.parseLong(kilobytes) / 1024;
    }

    /** Used of the heap in megabytes, with what waits for a collection. */
    long heapMegabytes() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + managementPort + "/metrics?scope=base"))
                .timeout(Duration.ofSeconds(30))
                .build();
        String metrics = http.send(request, BodyHandlers.ofString()).body();
        String line = found("(?m)^memory_usedHeap_bytes.*", metrics);
        return (long) (Double.parseDouble(line.substring(line.lastIndexOf(' '))) / (1 << 20));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitHealth() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!healthy()) {
            if (!process.isAlive()
                    || System.nanoTime() > deadline
                    || !complaint().isEmpty()) {
                throw new IOException("the server did not become healthy; its log is " + log + " " + complaint());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Why the application did not start, if that is what happened; Liberty itself goes on without it. */
    private String complaint() throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("CWWKZ0002E")).findFirst().orElse("");
        }
    }

    private boolean healthy() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri("/health"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private URI uri(String path) {
        return URI.create("http://" + host() + path);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
