package io.cairo.destination.connector;

import io.cairo.base.JsonTree;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Calls and answers as the files in {@code src/test/resources/connector} have them. */
final class Written {
    private Written() {}

    /** A call, before it is signed and gets a token. */
    static JsonObject call(HttpCall call) {
        JsonObjectBuilder headers = Json.createObjectBuilder();
        Map<String, String> sorted = new TreeMap<>(call.headers());
        sorted.forEach(headers::add);
        return Json.createObjectBuilder()
                .add("method", call.method())
                .add("uri", call.uri().toString())
                .add("headers", headers)
                .add("body", body(call))
                .build();
    }

    /** JSON as it is, lines of JSON as a list, another text as itself. */
    private static JsonValue body(HttpCall call) {
        String text = new String(unzipped(call.body()), StandardCharsets.UTF_8);
        boolean json = text.startsWith("{") || text.startsWith("[");
        if (json && text.endsWith("\n")) {
            JsonArrayBuilder lines = Json.createArrayBuilder();
            text.lines().forEach(line -> lines.add(JsonTree.read(line.getBytes(StandardCharsets.UTF_8))));
            return lines.build();
        }
        return json ? JsonTree.read(call.body()) : Json.createValue(text);
    }

    private static byte[] unzipped(byte[] body) {
        if (body.length < 2 || body[0] != 0x1f) {
            return body;
        }
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return unzipped.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer as it is written down. */
    static HttpAnswer answer(JsonObject answer) {
        Map<String, String> headers = new HashMap<>();
        if (answer.containsKey("headers")) {
            answer.getJsonObject("headers")
                    .forEach((name, value) -> headers.put(name, ((JsonString) value).getString()));
        }
        JsonValue body = answer.getOrDefault("body", JsonTree.JSON.createValue(""));
        String text = body instanceof JsonString string ? string.getString() : body.toString();
        return new HttpAnswer(answer.getInt("status"), headers, text);
    }
}
