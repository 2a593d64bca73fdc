package io.cairo.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Right;
import io.cairo.access.Caller.Role;
import io.cairo.access.Callers;
import io.cairo.access.Origins;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.tool.Doc;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolRegistry;
import io.cairo.tool.Toolbox;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DispatcherTest {
    private final ToolRegistry tools = ToolRegistry.of(new EchoTools());
    private final Dispatcher dispatcher =
            new Dispatcher(tools, new FixedCallers(), new Origins(Set.of("https://console.example")));
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    DispatcherTest() {
        headers.put("X-Write-Key", "sk-editor");
    }

    /** The error table: every cause, for versions up to 2025-06-18 and for 2025-11-25. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # key      | body                                                        | status | old          | new
            ''         | {"jsonrpc":"2.0","id":1,"method":"ping"}                    | 401    | -32000       | -32000
            unknown    | {"jsonrpc":"2.0","id":1,"method":"ping"}                    | 401    | -32000       | -32000
            broken     | {"jsonrpc":"2.0","id":1,"method":"ping"}                    | 503    | -32000       | -32000
            pk         | {"jsonrpc":"2.0","id":1,"method":"ping"}                    | 403    | plain        | plain
            ak         | {"jsonrpc":"2.0","id":1,"method":"ping"}                    | 403    | plain        | plain
            sk-editor  | {"jsonrpc":                                                 | 400    | -32700       | -32700
            sk-editor  | {} trailing                                                 | 400    | -32700       | -32700
            sk-editor  | 5                                                           | 400    | -32600       | -32600
            sk-editor  | []                                                          | 400    | -32600       | -32600
            sk-editor  | {"jsonrpc":"2.0","id":1}                                    | 400    | -32600       | -32600
            sk-editor  | {"jsonrpc":"2.0","id":null,"method":"ping"}                 | 400    | -32600       | -32600
            sk-editor  | {"jsonrpc":"1.0","id":1,"method":"ping"}                    | 400    | -32600       | -32600
            sk-editor  | {"jsonrpc":"2.0","method":"tools/call"}                     | 400    | -32600       | -32600
            sk-editor  | {"jsonrpc":"2.0","id":1,"method":"nothing"}                 | 200    | -32601       | -32601
            sk-editor  | {"jsonrpc":"2.0","id":1,"method":"ping","params":[]}        | 200    | -32602       | -32602
            sk-editor  | {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"x"}} | 200 | -32602 | -32602
            sk-editor  | {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}}  | 200    | -32602       | -32602
            sk-editor  | call no_such_tool {}                                        | 200    | -32602       | -32602
            sk-editor  | call echo {"txet":"a"}                                      | 200    | -32602       | isError
            sk-editor  | call echo []                                                | 200    | -32602       | isError
            rk         | call configure {}                                           | 200    | -32000       | -32000
            sk-editor  | call echo {"text":"other namespace"}                        | 200    | -32000       | -32000
            sk-editor  | call echo {"text":"not found"}                              | 200    | isError      | isError
            sk-editor  | call echo {"text":"no database"}                            | 200    | isError      | isError
            sk-editor  | call echo {"text":"limited"}                                | 429    | -32000       | -32000
            sk-editor  | call echo {"text":"overloaded"}                             | 429    | -32000       | -32000
            sk-editor  | call echo {"text":"bug"}                                    | 200    | -32603       | -32603
            sk-editor  | call echo {"text":"fine"}                                   | 200    | ok           | ok
            """)
    void theErrorTable(@Nullable String key, String body, int status, String old, String latest) {
        for (Version version : Version.values()) {
            Answer answer = ask(key, version, body);

            assertThat(answer.status()).as(version.wire()).isEqualTo(status);
            assertThat(outcome(answer)).as(version.wire()).isEqualTo(version == Version.V2025_11_25 ? latest : old);
        }
    }

    @Test
    void theFaultsAreFrozen() {
        StringBuilder table = new StringBuilder();
        for (Fault fault : Fault.values()) {
            table.append("%s %d %s %d%n".formatted(fault, fault.code(), fault.words(), fault.status()));
        }

        assertThat(table.toString()).isEqualToNormalizingNewlines("""
                MISSING_KEY -32000 Missing write key 401
                INVALID_KEY -32000 invalid_key 401
                KEY_KIND_NOT_ALLOWED 0 key_kind_not_allowed 403
                ACCOUNT_KEY_REQUIRED 0 account_key_required 403
                FORBIDDEN 0 forbidden 403
                METHOD_NOT_ALLOWED 0 method_not_allowed 405
                TOO_LARGE 0 too_large 413
                INSUFFICIENT_SCOPE -32000 insufficient_scope 200
                NOT_JSON -32700 Parse error 400
                NOT_A_REQUEST -32600 Invalid request 400
                UNKNOWN_METHOD -32601 Method not found 200
                UNKNOWN_TOOL -32602 Unknown tool 200
                BAD_CURSOR -32602 Unknown cursor 200
                WRONG_PARAMS -32602 Invalid params 200
                RATE_LIMITED -32000 rate_limited 429
                OVERLOADED -32000 overloaded 429
                UNAVAILABLE -32000 unavailable 503
                BUG -32603 internal error 200
                """);
    }

    @Test
    void saysExactlyWhatASeedSaysWithoutAKey() {
        headers.clear();
        Answer answer = post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");

        assertThat(answer.headers()).containsKey("WWW-Authenticate");
        assertThat(text(answer))
                .startsWith("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32000,\"message\":"
                        + "\"Missing write key\"");
    }

    @Test
    void answersInitializeInTheVersionAskedFor() {
        for (Version version : Version.values()) {
            assertThat(initialize("{\"protocolVersion\":\"" + version.wire() + "\"}"))
                    .isEqualTo(version.wire());
        }
        assertThat(initialize("{}")).isEqualTo("2024-11-05");
        assertThat(initialize("{\"protocolVersion\":\"1999-01-01\"}")).isEqualTo("2025-11-25");
        assertThat(text(post("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"initialize\"}")))
                .isEqualTo(
                        "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{\"protocolVersion\":\"2024-11-05\","
                                + "\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"cairo-cdp\",\"version\":\"2.0.0\"}}}");
    }

    @Test
    void refusesAVersionHeaderThatItDoesNotKnow() {
        headers.put("MCP-Protocol-Version", "1999-01-01");

        assertThat(post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}").status())
                .isEqualTo(400);
    }

    @Test
    void answersNotificationsAndResponsesWithoutABody() {
        for (String body : new String[] {
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
            "[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}]"
        }) {
            Answer answer = post(body);

            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void answersABatchInOrderAndEachByItself() {
        Answer answer = post("""
                [{"jsonrpc":"2.0","id":1,"method":"ping"}, 7, {"jsonrpc":"2.0","method":"notifications/x"},
                 {"jsonrpc":"2.0","id":2,"method":"initialize"}, {"jsonrpc":"2.0","id":3,"method":"ping"}]""");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer))
                .startsWith("[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}},{\"jsonrpc\":\"2.0\",\"id\":null,"
                        + "\"error\":{\"code\":-32600")
                .contains("\"id\":2,\"error\":{\"code\":-32600")
                .endsWith("{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{}}]");
    }

    @Test
    void refusesABatchOf101() {
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

        assertThat(post("[" + (ping + ",").repeat(99) + ping + "]").status()).isEqualTo(200);
        assertThat(post("[" + (ping + ",").repeat(100) + ping + "]").status()).isEqualTo(400);
    }

    @Test
    void showsResultsAsIndentedTextAndToNewerVersionsAsStructureToo() {
        assertThat(text(ask("sk-editor", Version.V2025_03_26, "call echo {\"text\":\"a\"}")))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\",\"text\":"
                        + "\"{\\n  \\\"said\\\": \\\"a\\\"\\n}\"}]}}");
        assertThat(text(ask("sk-editor", Version.V2025_06_18, "call echo {\"text\":\"a\"}")))
                .endsWith("\"structuredContent\":{\"said\":\"a\"}}}");
    }

    @Test
    void listsWhatTheCallerMayCallInAStableOrder() {
        assertThat(text(ask("sk-editor", Version.V2025_03_26, list())))
                .isEqualTo(text(ask("sk-editor", Version.V2025_03_26, list())))
                .contains("\"name\":\"configure\"")
                .doesNotContain("outputSchema");
        assertThat(text(ask("rk", Version.V2025_06_18, list())))
                .contains("\"name\":\"echo\"", "outputSchema", "\"readOnlyHint\":true", "\"destructiveHint\":false")
                .doesNotContain("\"name\":\"configure\"");
    }

    @Test
    void tellsOfABugOnlyAnIncident() {
        assertThat(text(ask("sk-editor", Version.V2025_03_26, "call echo {\"text\":\"bug\"}")))
                .contains("\"internal error\"", "incident")
                .doesNotContain("a secret detail");
    }

    @Test
    void tellsWhichRightIsMissing() {
        assertThat(text(ask("rk", Version.V2025_03_26, "call configure {}")))
                .contains("\"insufficient_scope\"", "\"required\":\"configure\"", "\"got\":\"rk viewer\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost.evil.example", "not a url"})
    void refusesForeignPages(String origin) {
        headers.put("Host", "cairo.example");
        headers.put("Origin", origin);

        assertThat(post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}").status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://cairo.example", "http://localhost:3000", "http://[::1]:8080", "https://console.example"
            })
    void answersItsOwnPages(String origin) {
        headers.put("Host", "cairo.example");
        headers.put("Origin", origin);

        assertThat(post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}").status())
                .isEqualTo(200);
    }

    @Test
    void refusesABodyOfMoreThan4Megabytes() {
        Answer answer = dispatcher.post(new Received("127.0.0.1", headers::get, new byte[Dispatcher.MOST_BYTES + 1]));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(text(answer)).contains("\"code\":\"too_large\"");
    }

    @Test
    void showsItselfToWhoeverGetsButHasNoStream() {
        Discovery discovery = new Discovery(dispatcher, tools);
        JsonObject shown = JsonTree.readObject(discovery.get(received("")).body());
        headers.put("Accept", "application/json, text/event-stream");
        Answer stream = discovery.get(received(""));

        assertThat(shown.getInt("tool_count")).isEqualTo(2);
        assertThat(shown.getJsonObject("tools_by_category").getJsonArray("echo_things"))
                .hasSize(2);
        assertThat(stream.status()).isEqualTo(405);
        assertThat(stream.headers()).containsEntry("Allow", "POST");
    }

    private String initialize(String params) {
        Answer answer = post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":" + params + "}");
        return JsonTree.readObject(answer.body()).getJsonObject("result").getString("protocolVersion");
    }

    private static String list() {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    }

    private Answer ask(@Nullable String key, Version version, String body) {
        headers.put("MCP-Protocol-Version", version.wire());
        headers.put("X-Write-Key", key == null ? "" : key);
        String[] words = body.split(" ", 3);
        return post(words[0].equals("call") ? """
                        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s}}""".formatted(words[1], words[2]) : body);
    }

    private Answer post(String body) {
        return dispatcher.post(received(body));
    }

    private Received received(String body) {
        return new Received("10.0.0.1", headers::get, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String outcome(Answer answer) {
        JsonObject body = JsonTree.readObject(answer.body());
        JsonValue error = body.get("error");
        if (error instanceof JsonObject rpc) {
            return Integer.toString(rpc.getInt("code"));
        }
        if (error != null) {
            return "plain";
        }
        return body.getJsonObject("result").containsKey("isError") ? "isError" : "ok";
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** Keys are named after their kind. */
    private static final class FixedCallers implements Callers {
        @Override
        public Caller of(@Nullable String key, boolean local) {
            if (key == null || key.isBlank()) {
                throw new Problem(Problem.Code.MISSING_WRITE_KEY, "Send a key");
            }
            return switch (key) {
                case "unknown" -> throw new Problem(Problem.Code.INVALID_WRITE_KEY, "Not known");
                case "broken" -> throw Problem.later(Problem.Code.UNAVAILABLE, "No database", Duration.ofSeconds(1));
                case "sk-editor" -> new Caller(null, Kind.SK, Role.EDITOR, "default", null);
                default -> new Caller(null, Kind.valueOf(key.toUpperCase(Locale.ROOT)), Role.VIEWER, "default", null);
            };
        }

        @Override
        public boolean isActive(Caller caller) {
            return true;
        }

        @Override
        public boolean isOpen() {
            return false;
        }
    }

    /** Does what its argument says. */
    public static final class EchoTools implements Toolbox {
        public record Say(@Doc("What to say") String text) {}

        public record Said(String said) {}

        public record Nothing() {}

        @Override
        public String title() {
            return "Echo things";
        }

        @Tool(
                name = "echo",
                title = "Echo",
                description = "Says it again.",
                right = Right.READ,
                hints = Tool.Hint.READ_ONLY)
        public Said echo(Caller caller, Say args) {
            return switch (args.text()) {
                case "bug" -> throw new IllegalStateException("a secret detail");
                case "not found" -> throw Problem.notFound("thing", 1);
                case "no database" -> throw new Problem(Problem.Code.UNAVAILABLE, "No database");
                case "other namespace" -> throw new Problem(Problem.Code.INSUFFICIENT_SCOPE, "Pinned");
                case "limited" -> throw Problem.later(Problem.Code.RATE_LIMITED, "Slow down", Duration.ofSeconds(3));
                case "overloaded" -> throw new Problem(Problem.Code.OVERLOADED, "Too much");
                default -> new Said(args.text());
            };
        }

        @Tool(name = "configure", title = "Configure", description = "Changes something.", right = Right.CONFIGURE)
        public Said configure(Caller caller, Nothing args) {
            return new Said("done");
        }
    }
}
