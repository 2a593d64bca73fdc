package io.cairo.journey;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes a good request wrong, in one to three ways that depend on the random numbers only. */
record Mutator(Random random) {
    private static final List<String> METHODS = List.of(
            "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "FOO", "post", "PROPFIND", "CONNECT");
    private static final List<String> IN_PATHS = List.of(
            "/",
            "//",
            ";a=b",
            "/x",
            "%20",
            "%2F",
            "%zz",
            "%00",
            "%ff",
            "..",
            "/../",
            "?a=%zz",
            "?limit=x",
            "&limit=-1",
            "?cursor=abc",
            "*",
            "~",
            "\u00e9",
            "?writeKey=x",
            "?tools=%22",
            "?readonly=1",
            "?toolsets=nothing",
            "#x",
            "\\");
    private static final List<String> NAMES = List.of(
            "Accept",
            "Accept-Language",
            "Accept-Encoding",
            "Content-Type",
            "Content-Encoding",
            "MCP-Protocol-Version",
            "Mcp-Method",
            "Mcp-Name",
            "Mcp-Session-Id",
            "Origin",
            "Host",
            "X-Forwarded-For",
            "X-Forwarded-Proto",
            "Forwarded",
            "Via",
            "Range",
            "If-Modified-Since",
            "If-None-Match",
            "Cookie",
            "X-MCP-Toolsets",
            "X-MCP-Tools",
            "X-MCP-Readonly",
            "X-Tenant-Id",
            "X-API-Key",
            "X-Write-Key",
            "Authorization",
            "traceparent",
            "$WSRA",
            "$WSSP",
            "Upgrade",
            "X-HTTP-Method-Override",
            "Access-Control-Request-Method",
            "Last-Event-ID",
            "Date");
    private static final List<String> VALUES = List.of(
            "",
            " ",
            "x",
            "*",
            "*/*",
            "///",
            ";;;",
            "a/b;q=x",
            "a/b;q=9",
            "text/html",
            "application/json; charset=foo",
            "application/xml",
            "multipart/form-data",
            "application/x-www-form-urlencoded",
            "gzip",
            "identity;q=0",
            "2026-07-28",
            "2025-11-25",
            "2024-11-05",
            "1999-01-01",
            "tools/call",
            "tools/list",
            "query_events",
            "=?base64?!!?=",
            "=?base64?cXVlcnlfZXZlbnRz?=",
            "http://evil.example",
            "null",
            "]]]",
            "a b",
            "localhost",
            "-1",
            "99999999999999999999",
            "\u00ff\u00fe",
            "bytes=0-1",
            "Bearer",
            "Basic",
            "Basic ====",
            "Bearer \u00e9",
            "de;q=0.5",
            "\"",
            "'",
            "\\",
            "{}",
            "%00",
            "yes",
            "x".repeat(2000));
    private static final List<String> JSON = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "9223372036854775808",
            "\"\"",
            "\"x\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "[]",
            "{}",
            "[[]]",
            "{\"a\":{\"b\":[null]}}",
            "\"2026-07-28\"",
            "\"2025-03-26\"",
            "\"tools/list\"",
            "\"server/discover\"",
            "\"ping\"",
            "\"initialize\"",
            "\"completion/complete\"",
            "\"logging/setLevel\"",
            "\"resources/subscribe\"",
            "\"notifications/cancelled\"",
            "\"events://recent\"",
            "\"events://\\u0000\"",
            "\"describe_tool\"",
            "\"create_key\"",
            "\"list_keys\"",
            "\"system_health\"",
            "\"2020-01-01T00:00:00Z\"",
            "\"+99999-01-01T00:00:00Z\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"00000000-0000-0000-0000-000000000000\"",
            "[\"a\",\"a\"]",
            "{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}",
            "{\"io.modelcontextprotocol/protocolVersion\":7,\"io.modelcontextprotocol/clientCapabilities\":[]}",
            "{\"progressToken\":{}}",
            "{\"progressToken\":1}");

    /** The request with its mistakes. */
    Shot mutated(Shot shot) {
        Shot wrong = shot;
        for (int mistakes = 1 + random.nextInt(3); mistakes > 0; mistakes--) {
            wrong = switch (random.nextInt(10)) {
                case 0 -> wrong.withMethod(one(METHODS));
                case 1 -> wrong.withTarget(target(wrong.target()));
                case 2, 3 -> wrong.withHeaders(headers(wrong.headers()));
                case 4, 5 -> wrong.withBody(bytes(wrong.body()));
                default -> wrong.withBody(json(wrong.body()));
            };
        }
        return wrong;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String target(String target) {
        int at = 1 + random.nextInt(target.length());
        return random.nextInt(4) == 0
                ? target.substring(0, at)
                : target.substring(0, at) + one(IN_PATHS) + target.substring(at);
    }

    private List<String> headers(List<String> headers) {
        List<String> changed = new ArrayList<>(headers);
        int at = random.nextInt(changed.size());
        switch (random.nextInt(4)) {
            case 0 -> changed.remove(at);
            case 1 -> changed.add(changed.get(at));
            case 2 -> changed.set(at, changed.get(at).replaceFirst(":.*", ": ") + one(VALUES));
            default -> changed.add(one(NAMES) + ": " + one(VALUES));
        }
        return changed;
    }

    private byte[] bytes(byte[] body) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        int from = random.nextInt(body.length + 1);
        int to = Math.min(body.length, from + random.nextInt(8));
        changed.write(body, 0, from);
        switch (random.nextInt(5)) {
            case 0 -> changed.write(random.nextInt(256));
            case 1 -> changed.write(body, from, to - from);
            case 2 -> changed.writeBytes(new byte[] {(byte) 0xc3, (byte) 0x28, 0, (byte) 0xff});
            case 3 -> to = body.length; // cut off
            default -> changed.writeBytes("{\"a\":".repeat(100).getBytes(StandardCharsets.UTF_8));
        }
        changed.write(body, to, body.length - to);
        return changed.toByteArray();
    }

    private byte[] json(byte[] body) {
        try (var reader = Json.createReader(new ByteArrayInputStream(body))) {
            JsonValue changed = random.nextInt(12) == 0 ? batch(reader.readValue()) : value(reader.readValue());
            return changed.toString().getBytes(StandardCharsets.UTF_8);
        } catch (JsonException notJsonAnyMore) {
            return bytes(body);
        }
    }

    private JsonValue batch(JsonValue request) {
        JsonArrayBuilder requests = Json.createArrayBuilder();
        for (int n = random.nextInt(random.nextInt(20) == 0 ? 120 : 5); n > 0; n--) {
            requests.add(random.nextBoolean() ? request : value(request));
        }
        return requests.build();
    }

    /** Changes something somewhere in it. */
    private JsonValue value(JsonValue value) {
        if (value instanceof JsonObject object && !object.isEmpty() && random.nextInt(6) > 0) {
            return object(object);
        }
        if (value instanceof JsonArray array && !array.isEmpty() && random.nextInt(4) > 0) {
            int at = random.nextInt(array.size());
            return Json.createArrayBuilder(array).set(at, value(array.get(at))).build();
        }
        return any();
    }

    private JsonObject object(JsonObject object) {
        String name = one(List.copyOf(object.keySet()));
        JsonObjectBuilder changed = Json.createObjectBuilder(object);
        switch (random.nextInt(6)) {
            case 0 -> changed.remove(name);
            case 1 -> changed.remove(name).add(name + "x", object.getOrDefault(name, JsonValue.NULL));
            case 2 ->
                changed.add(
                        one(List.of("id", "jsonrpc", "_meta", "cursor", "namespace", "result", "extra", "a\u0000")),
                        any());
            default -> changed.add(name, value(object.getOrDefault(name, JsonValue.NULL)));
        }
        return changed.build();
    }

    private JsonValue any() {
        try (var reader = Json.createReader(new StringReader(one(JSON)))) {
            return reader.readValue();
        }
    }
}
