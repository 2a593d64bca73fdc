package io.cairo.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import io.cairo.tool.ToolRegistry;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What 2026-07-28 wants: every request stands for itself. */
class ModernTest {
    private static final Version NOW = Version.V2026_07_28;
    private static final String DESTROY = "{\"name\":\"destroy\",\"arguments\":{\"what\":\"it\"}%s}";

    private final TestTools tools = new TestTools();
    private final Rig rig = new Rig(ToolRegistry.of(tools));

    @Test
    void discoveryNamesEveryVersionAndWhoThisIs() {
        JsonObject found = rig.result(NOW, "server/discover", "{}");

        assertThat(found.getJsonArray("supportedVersions"))
                .hasToString("[\"2026-07-28\",\"2025-11-25\",\"2025-06-18\",\"2025-03-26\",\"2024-11-05\"]");
        assertThat(found.getJsonObject("capabilities")).containsKeys("tools", "resources", "prompts", "completions");
        assertThat(found.getString("resultType")).isEqualTo("complete");
        assertThat(found.getString("cacheScope")).isEqualTo("public");
        assertThat(found.getJsonObject("_meta").getJsonObject("io.modelcontextprotocol/serverInfo"))
                .containsKeys("name", "version");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '#', textBlock = """
            {}                                                                                              | -32602
            {"io.modelcontextprotocol/protocolVersion":"2026-07-28"}                                        | -32602
            {"io.modelcontextprotocol/clientCapabilities":{}}                                               | -32602
            {"io.modelcontextprotocol/protocolVersion":"2025-11-25","io.modelcontextprotocol/clientCapabilities":{}} | -32020
            {"io.modelcontextprotocol/protocolVersion":7,"io.modelcontextprotocol/clientCapabilities":{}}   | -32602
            """)
    void whatEveryRequestMustSayIsDemanded(String meta, int code) {
        rig.headers.put("MCP-Protocol-Version", "2026-07-28");
        rig.headers.put("Mcp-Method", "tools/list");
        Answer answer = rig.post(
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":{\"_meta\":" + meta + "}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(error(answer).getInt("code")).isEqualTo(code);
        assertThat(JsonTree.readObject(answer.body()).getInt("id")).isEqualTo(7);
    }

    @Test
    void aVersionThatIsNotSpokenIsRefusedWithThoseThatAre() {
        rig.headers.put("MCP-Protocol-Version", "2099-01-01");
        rig.headers.put("Mcp-Method", "tools/list");
        Answer answer = rig.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"_meta\":"
                + Rig.META.formatted("{}").replace("2026-07-28", "2099-01-01") + "}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(error(answer).getInt("code")).isEqualTo(-32022);
        assertThat(error(answer).getJsonObject("data").getString("requested")).isEqualTo("2099-01-01");
        assertThat(error(answer).getJsonObject("data").getJsonArray("supported"))
                .hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "Mcp-Method, TOOLS/CALL, 400",
        "Mcp-Method, prompts/get, 400",
        "Mcp-Method, '', 400",
        "Mcp-Name, Look, 400",
        "Mcp-Name, other, 400",
        "Mcp-Name, '', 400",
        "Mcp-Name, '  look ', 200",
        "Mcp-Name, =?base64?bG9vaw==?=, 200",
        "Mcp-Name, =?base64?!!!!?=, 400",
        "MCP-Protocol-Version, 2025-11-25, 400"
    })
    void headersMustSayWhatTheBodySays(String header, String value, int status) {
        Rig changed = new Rig(ToolRegistry.of(tools));
        changed.override(header, value);
        Answer answer = changed.ask(NOW, "tools/call", "{\"name\":\"look\"}");

        assertThat(answer.status()).isEqualTo(status);
        if (status == 400) {
            assertThat(error(answer).getInt("code")).isEqualTo(-32020);
        }
    }

    @Test
    void namesThatNoHeaderCarriesComeInBase64() {
        String name = "größe";
        rig.override(
                "Mcp-Name",
                "=?base64?" + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)) + "?=");

        assertThat(error(rig.ask(NOW, "tools/call", "{\"name\":\"größe\"}")).getInt("code"))
                .isEqualTo(-32602);
    }

    @Test
    void thereAreNoBatches() {
        rig.headers.put("MCP-Protocol-Version", "2025-11-25");
        String element = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"_meta\":"
                + Rig.META.formatted("{}") + "}}";

        assertThat(rig.post("[" + element + "]").status()).isEqualTo(400);
    }

    @Test
    void listsSayHowLongTheyMayBeKeptAndByWhom() {
        for (String method :
                new String[] {"tools/list", "prompts/list", "resources/list", "resources/templates/list"}) {
            JsonObject list = rig.result(NOW, method, "{}");

            assertThat(list.getInt("ttlMs")).as(method).isPositive();
            assertThat(list.getString("cacheScope")).as(method).isEqualTo("private");
        }
        assertThat(rig.result(Version.V2025_11_25, "tools/list", "{}")).doesNotContainKeys("ttlMs", "resultType");
    }

    @Test
    void whatDestroysAsksForConfirmationOfWhoeverHasAPersonToAsk() {
        rig.capabilities = "{\"elicitation\":{}}";
        JsonObject question = rig.result(NOW, "tools/call", DESTROY.formatted(""));

        assertThat(question.getString("resultType")).isEqualTo("input_required");
        assertThat(question.getJsonObject("inputRequests")
                        .getJsonObject("confirm")
                        .getString("method"))
                .isEqualTo("elicitation/create");
        assertThat(tools.destroyed).hasValue(0);

        String state = question.getString("requestState");
        assertThat(confirmed(state, "{\"action\":\"decline\"}").getBoolean("isError"))
                .isTrue();
        assertThat(confirmed(state, "{\"action\":\"accept\",\"content\":{\"confirm\":false}}")
                        .getBoolean("isError"))
                .isTrue();
        assertThat(tools.destroyed).hasValue(0);
        assertThat(confirmed(state, "{\"action\":\"accept\",\"content\":{\"confirm\":true}}"))
                .doesNotContainKey("isError");
        assertThat(tools.destroyed).hasValue(1);
    }

    @Test
    void whatWasConfirmedIsWhatIsDone() {
        rig.capabilities = "{\"elicitation\":{}}";
        String state = rig.result(NOW, "tools/call", DESTROY.formatted("")).getString("requestState");
        String yes = ",\"inputResponses\":{\"confirm\":{\"action\":\"accept\",\"content\":{\"confirm\":true}}}";
        String other = "{\"name\":\"destroy\",\"arguments\":{\"what\":\"something else\"}" + yes
                + ",\"requestState\":\"" + state + "\"}";

        assertThat(error(rig.ask(NOW, "tools/call", other)).getInt("code")).isEqualTo(-32602);
        assertThat(error(rig.ask(NOW, "tools/call", DESTROY.formatted(yes))).getInt("code"))
                .isEqualTo(-32602);
        assertThat(error(rig.ask(NOW, "tools/call", DESTROY.formatted(yes + ",\"requestState\":\"" + state + "x\"")))
                        .getInt("code"))
                .isEqualTo(-32602);
        assertThat(tools.destroyed).hasValue(0);
    }

    @Test
    void whoeverHasNobodyToAskIsNotAsked() {
        assertThat(rig.result(NOW, "tools/call", DESTROY.formatted("")).getString("resultType"))
                .isEqualTo("complete");
        assertThat(rig.result(Version.V2025_11_25, "tools/call", DESTROY.formatted("")))
                .containsKey("structuredContent");
        assertThat(tools.destroyed).hasValue(2);
    }

    @Test
    void answersGoAlongFromTryToTry() {
        rig.capabilities = "{\"elicitation\":{}}";
        JsonObject first = rig.result(NOW, "tools/call", "{\"name\":\"ask_twice\"}");
        JsonObject second = asked(first, "one", "{\"action\":\"accept\",\"content\":{\"a\":\"red\"}}");
        JsonObject done = asked(second, "two", "{\"action\":\"accept\",\"content\":{\"a\":\"blue\"}}");

        assertThat(first.getJsonObject("inputRequests")).containsOnlyKeys("one");
        assertThat(second.getJsonObject("inputRequests")).containsOnlyKeys("two");
        assertThat(done.toString()).contains("red and blue");
    }

    @Test
    void whatAClientHasNotDeclaredItIsNotAsked() {
        Answer answer = rig.ask(NOW, "tools/call", "{\"name\":\"ask_twice\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(error(answer).getInt("code")).isEqualTo(-32021);
        assertThat(error(answer).getJsonObject("data").getJsonObject("requiredCapabilities"))
                .containsKey("elicitation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "{\"one\":7}", "[]"})
    void answersMustBeAnswers(String responses) {
        rig.capabilities = "{\"elicitation\":{}}";
        Answer answer = rig.ask(NOW, "tools/call", "{\"name\":\"ask_twice\",\"inputResponses\":" + responses + "}");

        assertThat(error(answer).getInt("code")).isEqualTo(-32602);
    }

    private JsonObject confirmed(String state, String answer) {
        return rig.result(
                NOW,
                "tools/call",
                DESTROY.formatted(
                        ",\"requestState\":\"" + state + "\",\"inputResponses\":{\"confirm\":" + answer + "}"));
    }

    private JsonObject asked(JsonObject before, String name, String answer) {
        return rig.result(
                NOW,
                "tools/call",
                "{\"name\":\"ask_twice\",\"requestState\":\"%s\",\"inputResponses\":{\"%s\":%s}}"
                        .formatted(before.getString("requestState"), name, answer));
    }

    private static JsonObject error(Answer answer) {
        return JsonTree.readObject(answer.body()).getJsonObject("error");
    }
}
