package io.cairo.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.base.JsonTree;
import io.cairo.tool.Doc;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolRegistry;
import io.cairo.tool.Toolbox;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private final Routes routes = new Routes(ToolRegistry.of(new ThingTools()).entries());

    @Test
    void findsTheToolOfAPathAndPrefersFixedWords() {
        assertThat(name("GET", "/things/7")).isEqualTo("get_thing");
        assertThat(name("GET", "things/types/")).isEqualTo("list_types");
        assertThat(routes.find("POST", "/things/7")).isEmpty();
        assertThat(routes.methods("/things/7")).containsExactly("GET");
        assertThat(routes.methods("/nothing")).isEmpty();
    }

    @Test
    void aToolMayHaveOtherRoutes() {
        assertThat(name("GET", "/types")).isEqualTo("list_types");
        assertThat(name("GET", "/kinds")).isEqualTo("list_types");
    }

    @Test
    void joinsBodyQueryAndPathAndThePathWins() {
        JsonObject body = JsonTree.readObject(
                "{\"thingId\":\"from body\",\"mostShown\":1,\"other\":true}".getBytes(StandardCharsets.UTF_8));

        assertThat(routes.find("GET", "/things/seven").orElseThrow().arguments(body, Map.of("most_shown", "5")))
                .containsEntry("thing_id", JsonTree.JSON.createValue("seven"))
                .containsEntry("other", JsonObject.TRUE)
                .hasToString("{\"thing_id\":\"seven\",\"most_shown\":5,\"other\":true}");
    }

    private String name(String method, String path) {
        return routes.find(method, path).orElseThrow().entry().name();
    }

    /** Two tools. */
    public static final class ThingTools implements Toolbox {
        public record Get(
                @Doc("Which") String thingId,
                @Doc("How many") @Nullable Integer mostShown) {}

        public record Nothing() {}

        @Override
        public String title() {
            return "Things";
        }

        @Tool(
                name = "get_thing",
                title = "Get",
                description = "Gets it.",
                route = "GET /things/{thing_id}",
                right = Right.READ)
        public Nothing get(Caller caller, Get args) {
            return new Nothing();
        }

        @Tool(
                name = "list_types",
                title = "Types",
                description = "Lists them.",
                route = "GET /things/types",
                otherRoutes = {"GET /types", "GET /kinds"},
                right = Right.READ)
        public Nothing types(Caller caller, Nothing args) {
            return new Nothing();
        }
    }
}
