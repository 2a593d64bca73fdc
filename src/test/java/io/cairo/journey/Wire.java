package io.cairo.journey;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** Plain HTTP to Cairo, without any client library between. */
record Wire(String url, String key) {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** What came back; the body is text. */
    record Answer(int status, HttpHeaders headers, String body) {

        /** The body, which must be one JSON object. */
        JsonObject json() {
            try (var reader = Json.createReader(new StringReader(body))) {
                return reader.readObject();
            }
        }

        /** The field {@code code} of an error. */
        String code() {
            return json().getString("code", "");
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    /** Posts JSON with the key in the form that most clients use. */
    Answer post(String path, String json) {
        return post(path, json.getBytes(StandardCharsets.UTF_8), "Authorization", basic(key + ":"));
    }

    /** Posts these bytes with exactly these headers, given as name, value, name, value. */
    Answer post(String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .POST(BodyPublishers.ofByteArray(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    Answer get(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    Answer options(String path, String... headers) {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .method("OPTIONS", BodyPublishers.noBody())
                .headers(headers));
    }

    /** A request with the key and, unless it is empty, a body. */
    Answer call(String method, String path, JsonObject body) {
        byte[] bytes = body.isEmpty() ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, BodyPublishers.ofByteArray(bytes))
                .headers("X-API-Key", key, "Content-Type", "application/json"));
    }

    /** One call of an MCP tool; the answer is the whole JSON-RPC reply. */
    JsonObject tool(String name, JsonObject arguments) {
        return mcp(
                "/mcp",
                "tools/call",
                Json.createObjectBuilder().add("name", name).add("arguments", arguments));
    }

    /** One MCP request; the answer is the whole JSON-RPC reply. */
    JsonObject mcp(String path, String method, JsonObjectBuilder params) {
        JsonObject call = Json.createObjectBuilder()
                .add("jsonrpc", "2.0")
                .add("id", 1)
                .add("method", method)
                .add("params", params)
                .build();
        return post(
                        path,
                        call.toString().getBytes(StandardCharsets.UTF_8),
                        path.equals("/api/v1/mcp") ? "X-API-Key" : "Authorization",
                        path.equals("/api/v1/mcp") ? key : "Bearer " + key,
                        "Content-Type",
                        "application/json",
                        "Accept",
                        "application/json")
                .json();
    }

    static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw Pause.interrupted(e);
        }
    }
}
