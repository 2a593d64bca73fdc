package io.cairo.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import io.cairo.tool.ToolRegistry;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NarrowingTest {
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    private static final String ALL = "ask_twice configure destroy echo look wait work";

    private final Rig rig = new Rig(ToolRegistry.of(new TestTools(), new DispatcherTest.EchoTools()));

    @ParameterizedTest
    @CsvSource({
        "toolsets=echo_things,           '',                          configure echo",
        "tools=look;tools=look,          '',                          look",
        "'tools=look,echo',              '',                          echo look",
        "readonly=1,                     '',                          echo look",
        "readonly=0,                     '',                          " + ALL,
        "readonly=true;toolsets=echo_things, '',                      echo",
        "'',                             X-MCP-Readonly=true,         echo look",
        "'',                             X-MCP-Tools=destroy,         destroy",
        "'',                             X-MCP-Toolsets=test_things,  ask_twice destroy look wait work",
        "'tools=look,echo',              'X-MCP-Tools=echo,destroy',  echo",
        "tools=look,                     X-MCP-Tools=destroy,         ''",
        "'tools=,',                      '',                          " + ALL
    })
    void leavesOnlyWhatEveryWishAllows(String query, String headers, String left) {
        put(query, rig.query);
        put(headers, rig.headers);

        assertThat(String.join(" ", names())).isEqualTo(left);
    }

    @Test
    void neverShowsWhatTheKeyMayNot() {
        rig.headers.put("X-Write-Key", "rk");
        rig.query.put("tools", "destroy,look");

        assertThat(names()).containsExactly("look");
    }

    @Test
    void whatIsHiddenCannotBeCalled() {
        rig.query.put("readonly", "1");
        String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"destroy\"}}";

        assertThat(new String(rig.post(call).body(), StandardCharsets.UTF_8)).contains("Unknown tool");
    }

    @Test
    void aNameThatNothingHasIsRefusedWithThoseThereAre() {
        rig.query.put("toolsets", "evnts");
        Answer answer = rig.post(LIST);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("toolsets has no evnts; there are", "echo_things", "test_things");
    }

    private List<String> names() {
        return JsonTree.readObject(rig.post(LIST).body())
                .getJsonObject("result")
                .getJsonArray("tools")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(tool -> tool.getString("name"))
                .toList();
    }

    private static void put(String listed, Map<String, String> map) {
        if (!listed.isEmpty()) {
            for (String each : listed.split(";", -1)) {
                String[] parts = each.split("=", 2);
                map.put(parts[0], parts[1]);
            }
        }
    }
}
