package io.cairo.docs;

import io.cairo.access.Caller.Right;
import io.cairo.base.JsonText;
import io.cairo.tool.ToolEntry;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Commands that work when they are pasted into a shell, once {@code YOUR_KEY} is replaced.
 *
 * @param right what the key must allow
 */
record Curl(Right right, String text) {
    /** Stands where the reader's key goes. */
    static final String KEY = "YOUR_KEY";

    private static final String NEXT = " \\\n  ";
    private static final String JSON = NEXT + "-H 'Content-Type: application/json'";

    /** One call of a tool over MCP. */
    static Curl mcp(ToolEntry entry) {
        String call =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\n    \"arguments\":%s}}"
                        .formatted(entry.name(), compact(entry.arguments().example()));
        String path = entry.right() == Right.ACCOUNT ? "/mcp/account" : "/mcp";
        return new Curl(entry.right(), start(path) + key() + JSON + data(call));
    }

    /** One JSON-RPC request that anybody with a key may make. */
    static Curl rpc(String request) {
        return new Curl(Right.READ, start("/mcp") + key() + JSON + data(request));
    }

    /** The same call of the tool over REST. */
    static Curl rest(Twin twin) {
        JsonObject example = twin.entry().arguments().example();
        JsonObject rest = twin.withoutVariables(example);
        String path = twin.filled(example) + (twin.hasBody() || rest.isEmpty() ? "" : "?" + query(rest));
        String method = twin.method().equals("GET") || twin.method().equals("POST") ? "" : NEXT + "-X " + twin.method();
        String body = twin.hasBody() ? JSON + data(compact(rest)) : "";
        return new Curl(twin.entry().right(), start(path) + method + key() + body);
    }

    /** Something delivered by an application. */
    static Curl delivery(String path, String body) {
        return new Curl(Right.INGEST, start(path) + NEXT + "-u " + KEY + ":" + data(body));
    }

    /** An address with the key in it. */
    static Curl fetch(String path, String more) {
        return new Curl(Right.INGEST, start(path) + more);
    }

    private static String start(String path) {
        return "curl " + quoted(BaseUrl.MARKER + path);
    }

    private static String key() {
        return NEXT + "-H 'X-Write-Key: " + KEY + "'";
    }

    private static String data(String body) {
        return NEXT + "-d " + quoted(body);
    }

    private static String query(JsonObject arguments) {
        return arguments.entrySet().stream()
                .map(argument -> argument.getKey() + "=" + encoded(plain(argument.getValue())))
                .collect(Collectors.joining("&"));
    }

    /** A value as a path or a query says it. */
    static String plain(JsonValue value) {
        return value instanceof JsonString text ? text.getString() : compact(value);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String compact(JsonValue value) {
        return new String(JsonText.bytes(value), StandardCharsets.UTF_8);
    }

    /** One word for a shell, whatever is in it. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
