package io.cairo.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Cairo: a Liberty process of its own, from a copy of the server that Maven prepared, on ports of its own. It keeps
 * its folder and ports when it is stopped or killed and started again.
 */
final class CairoServer implements AutoCloseable {
    private static final Path WORK =
            Path.of(System.getProperty("cairo.work", "target/journeys")).toAbsolutePath();
    /** It lives for seconds: what the best compiler would make of its code comes too late, and costs half of its start. */
    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    private static final Duration STARTING = Duration.ofSeconds(90);
    private static final Duration STOPPING = Duration.ofSeconds(60);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Path folder;
    private final Map<String, String> environment;
    private final int port = freePort();
    private final int managementPort = freePort();
    private @Nullable Process process;

    /** A server that does not run yet, with these variables in its environment and none of Cairo's from outside. */
    CairoServer(Map<String, String> environment) {
        this.environment = new HashMap<>(environment);
        this.folder = WORK.resolve("server-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        ServerFiles.copyTo(folder);
    }

    /** A running server over that database, locked by {@link Space#ADMIN_KEY}. */
    static CairoServer over(TestDatabase database) {
        return over(database, Map.of());
    }

    /** The same with more variables in its environment. */
    static CairoServer over(TestDatabase database, Map<String, String> more) {
        return prepared(database, more).start();
    }

    /** The same, not running yet. */
    static CairoServer prepared(TestDatabase database, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("POSTGRES_URL", database.url());
        environment.putIfAbsent("CAIRO_ADMIN_KEY", Space.ADMIN_KEY);
        return new CairoServer(environment);
    }

    /** Lets it run another application than the one that Maven built. To be called before it starts. */
    CairoServer running(Path war) {
        try {
            Files.copy(war, folder.resolve("servers/cairo/apps/cairo.war"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    int port() {
        return port;
    }

    /** Where clients are pointed at: {@code http://127.0.0.1:port}. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The operator's port: {@code http://127.0.0.1:port}. */
    String managementUrl() {
        return "http://127.0.0.1:" + managementPort;
    }

    /** Starts it and waits until it is ready to take events. */
    CairoServer start() {
        launch();
        return started();
    }

    /** Waits until it is ready, once it was launched. */
    CairoServer started() {
        try {
            awaitReady();
        } catch (AssertionError e) {
            kill9();
            throw e;
        }
        return this;
    }

    /** Starts it without waiting. */
    void launch() {
        ProcessBuilder builder =
                new ProcessBuilder(ServerFiles.LIBERTY.resolve("bin/server").toString(), "run", "cairo");
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("CAIRO_") || name.endsWith("DATABASE_URL"));
        variables.remove("POSTGRES_URL");
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put("JVM_ARGS", QUICK);
        variables.put("WLP_USER_DIR", folder.toString());
        variables.put("PORT", Integer.toString(port));
        variables.put("MANAGEMENT_PORT", Integer.toString(managementPort));
        variables.putAll(environment);
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("console.log").toFile());
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("The server that mvn pre-integration-test prepares is missing", e);
        }
    }

    /** Ends it as a power cut would. */
    void kill9() {
        machines().forEach(ProcessHandle::destroyForcibly);
        awaitEnd();
    }

    /** Ends it as an operator would, with SIGTERM, and waits for the end. */
    void stop() {
        machines().forEach(ProcessHandle::destroy);
        awaitEnd();
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Everything it has written since its folder was made: to the console, its log and its first-failure records. */
    String logs() {
        Path logs = folder.resolve("servers/cairo/logs");
        StringBuilder text = new StringBuilder(console());
        if (Files.isDirectory(logs)) {
            try (Stream<Path> files = Files.walk(logs, 2)) {
                files.filter(file -> file.toString().endsWith(".log")).forEach(file -> text.append(read(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return text.toString();
    }

    private String console() {
        return read(folder.resolve("console.log"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first that ends is stopped, for what it has worked out; any other is not waited for. */
    @Override
    public void close() {
        if (!isRunning()) {
            return;
        }
        if (ServerFiles.areWorkedOut()) {
            kill9();
        } else {
            stop();
            ServerFiles.workedOutIn(folder);
        }
    }

    /** The script and the virtual machine that it starts, but not an embedded PostgreSQL below them. */
    private List<ProcessHandle> machines() {
        if (process == null) {
            return List.of();
        }
        Stream<ProcessHandle> below = process.descendants().filter(CairoServer::isJava);
        return Stream.concat(below, Stream.of(process.toHandle())).toList();
    }

    private static boolean isJava(ProcessHandle handle) {
        return handle.info().command().map(command -> command.endsWith("java")).orElse(false);
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + STARTING.toNanos();
        while (!isReady()) {
            if (!isRunning() || System.nanoTime() > deadline || hasGivenUp()) {
                throw new AssertionError("Cairo did not become ready; the end of its log:\n" + tail());
            }
            Pause.of(Duration.ofMillis(100));
        }
    }

    /** Liberty's words for an application that will not start. */
    private boolean hasGivenUp() {
        String log = console();
        return log.contains("CWWKZ0002E") || log.contains("CWWKZ0012I");
    }

    /** Whether it calls itself ready now, to its operator and to the world. */
    boolean isReady() {
        return answers(managementUrl() + "/health/ready") && answers(url() + "/health/simple");
    }

    private static boolean answers(String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw Pause.interrupted(e);
        }
    }

    private void awaitEnd() {
        if (process == null) {
            return;
        }
        try {
            if (!process.waitFor(STOPPING.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Cairo did not stop within " + STOPPING + "\n" + tail());
            }
        } catch (InterruptedException e) {
            throw Pause.interrupted(e);
        }
    }

    private String tail() {
        String log = console();
        return log.substring(Math.max(0, log.length() - 6_000));
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
