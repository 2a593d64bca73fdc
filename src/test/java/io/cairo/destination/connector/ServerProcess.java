package io.cairo.destination.connector;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real server in a process of its own, made of what {@code src/test/servers} names. */
final class ServerProcess implements AutoCloseable {
    private static final Path SERVERS = Path.of(System.getProperty("cairo.servers", "target/servers"));
    private static final Path OWN_JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** A port that nobody listens on. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts a Java program with the libraries gathered under a name, and waits until it accepts at the port. */
    static ServerProcess java(String name, int port, List<String> options, String main, String... arguments)
            throws IOException, InterruptedException {
        return java(OWN_JAVA, name, port, options, main, arguments);
    }

    /** The same, by another Java than this one. */
    static ServerProcess java(Path java, String name, int port, List<String> options, String main, String... arguments)
            throws IOException, InterruptedException {
        return started(command(java, name, options, main, arguments), name, port);
    }

    /** Runs such a program to its end. */
    static void run(String name, String main, String... arguments) throws IOException, InterruptedException {
        Path log = Files.createTempFile(name, ".log");
        Process process = process(command(OWN_JAVA, name, List.of(), main, arguments), log);
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(name + ": " + Files.readString(log));
        }
    }

    /** Starts any program, and waits until it accepts at the port. */
    static ServerProcess started(List<String> command, String name, int port) throws IOException, InterruptedException {
        return started(command, name, port, PATIENCE);
    }

    /** The same, which fails with what the program has said if it does not accept so soon. */
    static ServerProcess started(List<String> command, String name, int port, Duration patience)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile(name, ".log");
        ServerProcess server = new ServerProcess(process(command, log), log);
        server.await(port, patience);
        return server;
    }

    private static List<String> command(
            Path java, String name, List<String> options, String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(options);
        command.addAll(List.of("-cp", SERVERS.resolve(name) + "/*", main));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Process process(List<String> command, Path log) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private void await(int port, Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!accepts(port)) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                close();
                throw new IllegalStateException("the server does not start: " + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
