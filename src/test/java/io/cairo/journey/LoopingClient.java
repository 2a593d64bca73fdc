package io.cairo.journey;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An MCP client that calls tools without pause until it is told to stop; see {@code mcp-loop.mjs}. */
final class LoopingClient implements AutoCloseable {
    private static final Path CLIENTS = Path.of(System.getProperty("cairo.clients", "src/test/clients"));

    private final Process process;
    private final BufferedReader out;

    private LoopingClient(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Returns when it is connected. */
    static LoopingClient start(String kind, String url, String key) {
        try {
            LoopingClient client = new LoopingClient(new ProcessBuilder("node", "mcp-loop.mjs", kind, url, key)
                    .directory(CLIENTS.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
            if (!"connected".equals(client.out.readLine())) {
                throw new AssertionError(kind + " did not connect");
            }
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets it finish the call that it makes; what it sent ({@code tracked}), {@code calls} and {@code failures}. */
    JsonObject finish() {
        try {
            process.getOutputStream().close();
            try (var reader = Json.createReader(new StringReader(String.valueOf(out.readLine())))) {
                return reader.readObject();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
