package io.cairo.journey;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** MCP without a client library, to hear a stream at one node and speak to another one meanwhile. */
record Agent(String key, @Nullable String session) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String MODERN = "2026-07-28";

    /** The messages of one answer, as they come; closing it before its end breaks the connection. */
    record Hearing(HttpResponse<Stream<String>> response, Iterator<String> lines) implements AutoCloseable {
        Hearing(HttpResponse<Stream<String>> response) {
            this(response, response.body().iterator());
        }

        /** The next message, null at the end; what keeps the connection alive is passed over. */
        @Nullable
        JsonObject next() {
            while (lines.hasNext()) {
                String line = lines.next();
                if (line.startsWith("data: ") || line.startsWith("{")) {
                    return object(line.substring(line.indexOf('{')));
                }
            }
            return null;
        }

        @Override
        public void close() {
            response.body().close();
        }
    }

    /** One that has introduced itself at a node with these capabilities, in the last version that has sessions. */
    static Agent legacy(String node, String key, String capabilities) {
        Agent stranger = new Agent(key, null);
        try (Hearing hello = stranger.send(node, """
                {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":%s,
                "clientInfo":{"name":"journeys","version":"1"}}}""".formatted(capabilities))) {
            String session =
                    hello.response().headers().firstValue("mcp-session-id").orElseThrow();
            return new Agent(key, session);
        }
    }

    /** Posts a legacy message; returns when the answer begins. */
    Hearing send(String node, String message) {
        return post(
                node,
                message,
                session == null
                        ? new String[0]
                        : new String[] {"Mcp-Session-Id", session, "MCP-Protocol-Version", "2025-11-25"});
    }

    /** Makes a modern request, which needs no introduction; {@code params} without {@code _meta}. */
    Hearing request(String node, String method, @Nullable String name, JsonObject params) {
        JsonObject meta = Json.createObjectBuilder()
                .add("io.modelcontextprotocol/protocolVersion", MODERN)
                .add("io.modelcontextprotocol/clientCapabilities", JsonObject.EMPTY_JSON_OBJECT)
                .build();
        String message = Json.createObjectBuilder()
                .add("jsonrpc", "2.0")
                .add("id", 1)
                .add("method", method)
                .add("params", Json.createObjectBuilder(params).add("_meta", meta))
                .build()
                .toString();
        return post(
                node,
                message,
                name == null
                        ? new String[] {"MCP-Protocol-Version", MODERN, "Mcp-Method", method}
                        : new String[] {"MCP-Protocol-Version", MODERN, "Mcp-Method", method, "Mcp-Name", name});
    }

    private Hearing post(String node, String message, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node + "/mcp"))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(message));
        try {
            HttpResponse<Stream<String>> response = HTTP.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofLines());
            return new Hearing(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw Pause.interrupted(e);
        }
    }

    static JsonObject object(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
