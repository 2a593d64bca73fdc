package io.cairo.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DispatcherTest {
    private final ToolRegistry tools = ToolRegistry.of(new EchoTools());
    private final Rig rig = new Rig(tools);
    private final Map<String, String> headers = rig.headers;

    /** The error table: every cause, for versions up to 2025-06-18, for 2025-11-25 and for 2026-07-28. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # key      | body                                                 | old | 06-18        | 11-25        | modern
            ''         | {"jsonrpc":"2.0","id":1,"method":"ping"}             | 401 | -32000       | -32000       | 401 -32000
            unknown    | {"jsonrpc":"2.0","id":1,"method":"ping"}             | 401 | -32000       | -32000       | 401 -32000
            broken     | {"jsonrpc":"2.0","id":1,"method":"ping"}             | 503 | -32000       | -32000       | 503 -32000
            greedy     | {"jsonrpc":"2.0","id":1,"method":"ping"}             | 429 | -32000       | -32000       | 429 -32000
            pk         | {"jsonrpc":"2.0","id":1,"method":"ping"}             | 403 | plain        | plain        | 403 plain
            ak         | {"jsonrpc":"2.0","id":1,"method":"ping"}             | 403 | plain        | plain        | 403 plain
            sk-editor  | {"jsonrpc":                                          | 400 | -32700       | -32700       | 400 -32700
            sk-editor  | {} trailing                                          | 400 | -32700       | -32700       | 400 -32700
            sk-editor  | 5                                                    | 400 | -32600       | -32600       | 400 -32600
            sk-editor  | []                                                   | 400 | -32600       | -32600       | 400 -32600
            sk-editor  | {"jsonrpc":"2.0","id":1}                             | 400 | -32600       | -32600       | 400 -32600
            sk-editor  | {"jsonrpc":"2.0","id":null,"method":"ping"}          | 400 | -32600       | -32600       | 400 -32600
            sk-editor  | {"jsonrpc":"1.0","id":1,"method":"ping"}             | 400 | -32600       | -32600       | 400 -32600
            sk-editor  | {"jsonrpc":"2.0","method":"tools/call"}              | 400 | -32600       | -32600       | 400 -32600
            sk-editor  | do nothing {}                                        | 200 | -32601       | -32601       | 404 -32601
            sk-editor  | do ping {}                                           | 200 | ok           | ok           | 404 -32601
            sk-editor  | do initialize {}                                     | 200 | ok           | ok           | 404 -32601
            sk-editor  | do logging/setLevel {"level":"loud"}                 | 200 | -32602       | -32602       | 404 -32601
            sk-editor  | {"jsonrpc":"2.0","id":1,"method":"ping","params":[]} | 200 | -32602       | -32602       | 200 -32602
            sk-editor  | do tools/list {"cursor":"x"}                         | 200 | -32602       | -32602       | 200 -32602
            sk-editor  | do tools/call {}                                     | 200 | -32602       | -32602       | 200 -32602
            sk-editor  | call no_such_tool {}                                 | 200 | -32602       | -32602       | 200 -32602
            sk-editor  | call echo {"txet":"a"}                               | 200 | -32602       | isError      | 200 isError
            sk-editor  | call echo []                                         | 200 | -32602       | isError      | 200 isError
            rk         | call configure {}                                    | 200 | -32000       | -32000       | 200 -32000
            sk-editor  | call echo {"text":"other namespace"}                 | 200 | -32000       | -32000       | 200 -32000
            sk-editor  | call echo {"text":"not found"}                       | 200 | isError      | isError      | 200 isError
            sk-editor  | call echo {"text":"no database"}                     | 200 | isError      | isError      | 200 isError
            sk-editor  | call echo {"text":"bad cursor"}                      | 200 | -32602       | -32602       | 200 -32602
            sk-editor  | call echo {"text":"unknown project"}                 | 200 | -32004       | -32004       | 200 -32004
            sk-editor  | call echo {"text":"no projects"}                     | 200 | -32005       | -32005       | 200 -32005
            sk-editor  | call echo {"text":"limited"}                         | 429 | -32000       | -32000       | 429 -32000
            sk-editor  | call echo {"text":"overloaded"}                      | 429 | -32000       | -32000       | 429 -32000
            sk-editor  | call echo {"text":"bug"}                             | 200 | -32603       | -32603       | 200 -32603
            sk-editor  | call echo {"text":"fine"}                            | 200 | ok           | ok           | 200 ok
            sk-editor  | do prompts/get {"name":"nothing"}                    | 200 | -32602       | -32602       | 200 -32602
            sk-editor  | do resources/read {"uri":"nothing://here"}           | 200 | -32002       | -32002       | 200 -32602
            sk-editor  | do resources/read {}                                 | 200 | -32602       | -32602       | 200 -32602
            sk-editor  | do completion/complete {}                            | 200 | -32602       | -32602       | 200 -32602
            """)
    void theErrorTable(@Nullable String key, String body, int old, String june, String november, String modern) {
        for (Version version : Version.values()) {
            Answer answer = ask(key, version, body);
            String found = answer.status() + " " + outcome(answer);

            assertThat(found)
                    .as(version.wire())
                    .isEqualTo(
                            switch (version) {
                                case V2026_07_28 -> modern;
                                case V2025_11_25 -> old + " " + november;
                                default -> old + " " + june;
                            });
        }
    }

    @Test
    void theFaultsAreFrozen() {
        StringBuilder table = new StringBuilder();
        for (Fault fault : Fault.values()) {
            Version then = Version.V2025_11_25;
            Version now = Version.V2026_07_28;
            table.append("%s %d/%d %s %d/%d%n"
                    .formatted(
                            fault,
                            fault.code(then),
                            fault.code(now),
                            fault.words(),
                            fault.status(then),
                            fault.status(now)));
        }

        assertThat(table.toString()).isEqualToNormalizingNewlines("""
                MISSING_KEY -32000/-32000 Missing write key 401/401
                INVALID_KEY -32000/-32000 invalid_key 401/401
                KEY_KIND_NOT_ALLOWED 0/0 key_kind_not_allowed 403/403
                ACCOUNT_KEY_REQUIRED 0/0 account_key_required 403/403
                FORBIDDEN 0/0 forbidden 403/403
                METHOD_NOT_ALLOWED 0/0 method_not_allowed 405/405
                TOO_LARGE 0/0 too_large 413/413
                INSUFFICIENT_SCOPE -32000/-32000 insufficient_scope 200/200
                PLAN_LIMIT -32002/-32002 plan_limit 402/402
                UNKNOWN_PROJECT_ID -32004/-32004 unknown_project_id 200/200
                UNKNOWN_PROJECT_SLUG -32004/-32004 unknown_project_slug 200/200
                NO_PROJECTS_VISIBLE -32005/-32005 no_projects_visible 200/200
                NOT_JSON -32700/-32700 Parse error 400/400
                NOT_A_REQUEST -32600/-32600 Invalid request 400/400
                MISSING_META -32602/-32602 Invalid params 400/400
                HEADER_MISMATCH -32020/-32020 Header mismatch 400/400
                MISSING_CAPABILITY -32021/-32021 Missing required client capability 400/400
                UNSUPPORTED_VERSION -32022/-32022 Unsupported protocol version 400/400
                UNKNOWN_METHOD -32601/-32601 Method not found 200/404
                UNKNOWN_TOOL -32602/-32602 Unknown tool 200/200
                UNKNOWN_PROMPT -32602/-32602 Unknown prompt 200/200
                RESOURCE_NOT_FOUND -32002/-32602 Resource not found 200/200
                BAD_CURSOR -32602/-32602 Unknown cursor 200/200
                BAD_STATE -32602/-32602 Unknown requestState 200/200
                WRONG_PARAMS -32602/-32602 Invalid params 200/200
                CANCELLED -32000/-32000 cancelled 200/200
                RATE_LIMITED -32000/-32000 rate_limited 429/429
                OVERLOADED -32000/-32000 overloaded 429/429
                UNAVAILABLE -32000/-32000 unavailable 503/503
                BUG -32603/-32603 internal error 200/200
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
                    .isEqualTo(version.isModern() ? "2025-11-25" : version.wire());
        }
        assertThat(initialize("{}")).isEqualTo("2024-11-05");
        assertThat(initialize("{\"protocolVersion\":\"1999-01-01\"}")).isEqualTo("2025-11-25");
        JsonObject greeting = JsonTree.readObject(post("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"initialize\"}")
                        .body())
                .getJsonObject("result");
        assertThat(greeting.getJsonObject("capabilities")).containsKeys("tools", "resources", "prompts", "logging");
        assertThat(greeting.getJsonObject("serverInfo")).hasToString("{\"name\":\"cairo-cdp\",\"version\":\"2.0.0\"}");
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
    @ValueSource(
            strings = {
                "https://evil.example",
                "https://cairo.example",
                "null",
                "http://localhost.evil.example",
                "not a url"
            })
    void refusesForeignPages(String origin) {
        headers.put("Host", "cairo.example");
        headers.put("Origin", origin);

        assertThat(post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}").status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000", "http://[::1]:8080", "https://console.example"})
    void answersPagesOfThisMachineAndOfTheList(String origin) {
        headers.put("Host", "cairo.example");
        headers.put("Origin", origin);

        assertThat(post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}").status())
                .isEqualTo(200);
    }

    @Test
    void refusesABodyOfMoreThan4Megabytes() {
        Answer answer = rig.dispatcher.post(
                Endpoint.PRODUCT,
                new Received("127.0.0.1", headers::get, name -> null, new byte[Dispatcher.MOST_BYTES + 1]));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(text(answer)).contains("\"code\":\"too_large\"");
    }

    @Test
    void showsItselfToWhoeverGetsButHasNoStream() {
        Discovery discovery = new Discovery(rig.admission, tools);
        JsonObject shown = JsonTree.readObject(
                discovery.get(Endpoint.PRODUCT, rig.received("")).body());
        headers.put("Accept", "application/json, text/event-stream");
        Answer stream = discovery.get(Endpoint.PRODUCT, rig.received(""));

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

    /** {@code call} and {@code do} stand for requests as the version has them; anything else is sent as it is. */
    private Answer ask(@Nullable String key, Version version, String body) {
        headers.put("X-Write-Key", key == null ? "" : key);
        String[] words = body.split(" ", 3);
        return switch (words[0]) {
            case "call" ->
                rig.ask(version, "tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(words[1], words[2]));
            case "do" -> rig.ask(version, words[1], words[2]);
            default -> {
                headers.put("MCP-Protocol-Version", version.wire());
                yield version.isModern() && body.contains("\"params\":[]")
                        ? rig.ask(version, "ping", "[]")
                        : post(body);
            }
        };
    }

    private Answer post(String body) {
        return rig.post(body);
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
                case "bad cursor" -> throw new Problem(Problem.Code.BAD_CURSOR, "Not ours");
                case "unknown project" -> throw new Problem(Problem.Code.UNKNOWN_PROJECT_ID, "No such project");
                case "no projects" -> throw new Problem(Problem.Code.NO_PROJECTS_VISIBLE, "None");
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
