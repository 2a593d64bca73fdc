package io.cairo.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Right;
import io.cairo.access.Caller.Role;
import io.cairo.base.Problem;
import jakarta.json.JsonValue;
import org.junit.jupiter.api.Test;

class ToolRegistryTest {
    private static final Caller READER = new Caller(null, Kind.RK, Role.VIEWER, "default", null);

    @Test
    void namesEveryMistakeAtOnce() {
        assertThatThrownBy(() -> ToolRegistry.of(new WrongTools(), new GoodTools(), new GoodTools()))
                .hasMessageContaining("Bad-Name: the name must be snake case")
                .hasMessageContaining("Bad-Name: argument undocumented has no @Doc")
                .hasMessageContaining("Bad-Name: the route somewhere is no method and path")
                .hasMessageContaining("long_winded: the description is longer than 600 characters")
                .hasMessageContaining("wrong_result: text must be public, take a Caller, a record")
                .hasMessageContaining("good: two tools have this name");
    }

    @Test
    void callsAToolForThoseWhoMay() {
        ToolRegistry registry = ToolRegistry.of(new GoodTools());

        assertThat(registry.call("good", READER, JsonValue.EMPTY_JSON_OBJECT)).hasToString("{\"done\":true}");
        assertThatThrownBy(() -> registry.call("better", READER, JsonValue.EMPTY_JSON_OBJECT))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("right configure");
        assertThat(registry.entries(READER.rights()))
                .extracting(ToolEntry::name)
                .containsExactly("good");
        assertThat(registry.entries()).extracting(ToolEntry::name).containsExactly("better", "good");
    }

    /** Two sound tools. */
    public static final class GoodTools implements Toolbox {
        public record Nothing() {}

        public record Done(boolean done) {}

        @Override
        public String title() {
            return "Good";
        }

        @Tool(name = "good", title = "Good", description = "Does well.", right = Right.READ)
        public Done good(Caller caller, Nothing args) {
            return new Done(true);
        }

        @Tool(name = "better", title = "Better", description = "Does better.", right = Right.CONFIGURE)
        public Done better(Caller caller, Nothing args) {
            return new Done(true);
        }
    }

    /** Every mistake there is. */
    public static final class WrongTools implements Toolbox {
        public record Empty() {}

        public record Undocumented(String undocumented) {}

        @Override
        public String title() {
            return "Wrong";
        }

        @Tool(name = "Bad-Name", title = "Bad", description = "Is wrong.", route = "somewhere", right = Right.READ)
        public Empty bad(Caller caller, Undocumented args) {
            return new Empty();
        }

        @Tool(name = "wrong_result", title = "Text", description = "Is wrong.", right = Right.READ)
        public String text(Caller caller, Empty args) {
            return "";
        }

        @Tool(name = "long_winded", title = "Long", description = LONG, right = Right.READ)
        public Empty winded(Caller caller, Empty args) {
            return new Empty();
        }

        private static final String TEN = "0123456789";
        private static final String HUNDRED = TEN + TEN + TEN + TEN + TEN + TEN + TEN + TEN + TEN + TEN;
        private static final String LONG = HUNDRED + HUNDRED + HUNDRED + HUNDRED + HUNDRED + HUNDRED + TEN;
    }
}
