package io.cairo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Right;
import io.cairo.access.Caller.Role;
import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Signer;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BoundTest {
    private static final int MOST = 80_000;
    private static final Caller CALLER = new Caller(null, Kind.SK, Role.EDITOR, "default", null);

    @Test
    void countsWhatIsSent() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            JsonValue value = any(random, 5);

            assertThat(SentSize.of(value)).as(value.toString()).isEqualTo(sent(value));
        }
    }

    @Test
    void leavesASmallResultAsItIs() {
        JsonObject answer = call(new ListingTools(10, 100), "{}");

        assertThat(answer.getJsonArray("things")).hasSize(10);
        assertThat(answer.keySet()).containsExactly("count", "things", "truncated");
    }

    @Test
    void cutsAListAtARowAndSaysHowItGoesOn() {
        ListingTools tools = new ListingTools(100, 5_000);
        JsonObject answer = call(tools, "{}");
        int count = answer.getInt("count");

        assertThat(sent(answer)).isLessThan(MOST).isGreaterThan(MOST - 15_000);
        assertThat(answer.getBoolean("truncated")).isTrue();
        assertThat(answer.getString("hint")).startsWith("Cut from 100 rows to " + count + ", to stay within");
        assertThat(answer.getJsonArray("things"))
                .hasSize(count)
                .noneMatch(row -> row.asJsonObject().containsKey("shortened"));

        JsonObject next = call(tools, "{\"cursor\":\"" + answer.getString("next_cursor") + "\"}");
        assertThat(next.getJsonArray("things").getJsonObject(0).getInt("number"))
                .isEqualTo(count);
    }

    @Test
    void shortensARowThatIsTooLargeByItself() {
        JsonObject answer = call(new ListingTools(3, 200_000), "{}");
        JsonObject row = answer.getJsonArray("things").getJsonObject(0);

        assertThat(sent(answer)).isLessThan(MOST);
        assertThat(answer.getInt("count")).isEqualTo(1);
        assertThat(answer.getBoolean("truncated")).isTrue();
        assertThat(row.getJsonArray("shortened")).hasToString("[\"details.text\"]");
        assertThat(row.getJsonObject("details").getString("text")).endsWith("xx... (200000 characters in all)");
    }

    @Test
    void shortensWhateverMakesARowLarge() {
        Random random = new Random(11);
        for (int i = 0; i < 50; i++) {
            JsonObject row = JsonTree.JSON
                    .createObjectBuilder()
                    .add("id", "123e4567-e89b-42d3-a456-426614174000")
                    .add("details", large(random))
                    .build();

            JsonObject fitting = Shortening.fit(row, 60_000, 2);

            assertThat(SentSize.of(fitting, 2)).isLessThanOrEqualTo(60_000);
            assertThat(fitting.getString("id")).isEqualTo(row.getString("id"));
            assertThat(fitting.getJsonArray("shortened")).isNotEmpty();
        }
    }

    @Test
    void cutsWhatCannotBeAskedAgain() {
        ListingTools tools = new ListingTools(100, 5_000);
        JsonObject answer = ToolRegistry.of(tools)
                .call("change_things", CALLER, JsonTree.readObject("{}".getBytes(StandardCharsets.UTF_8)));

        assertThat(sent(answer)).isLessThan(MOST);
        assertThat(answer.getBoolean("truncated")).isTrue();
        assertThat(answer.getString("hint")).startsWith("Cut from 100 rows to ").endsWith("20,000 tokens");
        assertThat(tools.changes).isEqualTo(1);
    }

    private static JsonObject call(ListingTools tools, String arguments) {
        return ToolRegistry.of(tools)
                .call("list_things", CALLER, JsonTree.readObject(arguments.getBytes(StandardCharsets.UTF_8)));
    }

    private static long sent(JsonValue value) {
        long compact = text(value).length();
        return compact
                + text(JsonTree.JSON.createValue(JsonText.indented(value))).length()
                - 2;
    }

    private static String text(JsonValue value) {
        return new String(JsonText.bytes(value), StandardCharsets.UTF_8);
    }

    private static JsonValue any(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 5)) {
            case 0 -> JsonTree.JSON.createValue(word(random));
            case 1 -> JsonTree.JSON.createValue(random.nextInt());
            case 2 -> random.nextBoolean() ? JsonValue.TRUE : JsonValue.NULL;
            case 3 -> {
                JsonArrayBuilder array = JsonTree.JSON.createArrayBuilder();
                IntStream.range(0, random.nextInt(4)).forEach(i -> array.add(any(random, depth - 1)));
                yield array.build();
            }
            default -> {
                JsonObjectBuilder object = JsonTree.JSON.createObjectBuilder();
                IntStream.range(0, random.nextInt(4)).forEach(i -> object.add(word(random), any(random, depth - 1)));
                yield object.build();
            }
        };
    }

    private static String word(Random random) {
        String letters = "ab\"\\\n\t\u0001é€";
        return random.ints(random.nextInt(12), 0, letters.length())
                .mapToObj(i -> letters.substring(i, i + 1))
                .reduce("", String::concat);
    }

    /** Many fields, long names, long texts, long lists, one in another. */
    private static JsonObject large(Random random) {
        JsonObjectBuilder object = JsonTree.JSON.createObjectBuilder();
        switch (random.nextInt(4)) {
            case 0 -> IntStream.range(0, 20_000).forEach(i -> object.add("field" + i, i));
            case 1 -> object.add("n".repeat(100_000), 1).add("text", "\"".repeat(50_000));
            case 2 -> {
                JsonArrayBuilder array = JsonTree.JSON.createArrayBuilder();
                IntStream.range(0, 5_000).forEach(i -> array.add(any(random, 4)).add("x".repeat(50)));
                object.add("list", array);
            }
            default -> {
                JsonValue inner = JsonTree.JSON.createValue("x".repeat(100_000));
                for (int i = 0; i < 60; i++) {
                    inner = JsonTree.JSON
                            .createObjectBuilder()
                            .add("a", inner)
                            .add("b", "y".repeat(2_000))
                            .build();
                }
                object.add("deep", inner);
            }
        }
        return object.build();
    }

    /** Lists as many things as it is told, each of about the size it is told. */
    public static final class ListingTools implements Toolbox {
        private final Cursors cursors = Cursors.over(new Signer(new byte[] {1}));
        private final int count;
        private final int size;
        private int changes;

        ListingTools(int count, int size) {
            this.count = count;
            this.size = size;
        }

        public record Ask(
                @Doc("How many") @Nullable Integer limit,
                @Doc("From where") @Nullable String cursor) {}

        public record Thing(
                int number, JsonObject details, @Nullable List<String> shortened) {}

        public record Answer(
                int count,
                @Rows List<Thing> things,
                boolean truncated,
                @Nullable String nextCursor,
                @Nullable String hint) {}

        @Override
        public String title() {
            return "Things";
        }

        @Tool(
                name = "list_things",
                title = "List",
                description = "Lists.",
                right = Right.READ,
                hints = Tool.Hint.READ_ONLY)
        public Answer list(Caller caller, Ask ask) {
            Cursor cursor = cursors.of(caller, "list_things", null, ask);
            int begin = cursor.place().isEmpty()
                    ? 0
                    : Integer.parseInt(cursor.place().get(0)) + 1;
            int limit = ask.limit() == null ? 100 : ask.limit();
            Page<Thing> page = Page.of(
                    things(begin, Math.min(count, begin + limit + 1)), limit, cursor, thing -> List.of(thing.number()));
            return new Answer(page.count(), page.rows(), page.truncated(), page.nextCursor(), page.hint());
        }

        @Tool(name = "change_things", title = "Change", description = "Changes.", right = Right.CONFIGURE)
        public Answer change(Caller caller, Ask ask) {
            changes++;
            return new Answer(count, things(0, count), false, null, null);
        }

        private List<Thing> things(int begin, int end) {
            List<Thing> things = new ArrayList<>();
            for (int i = begin; i < end; i++) {
                JsonObject details = JsonTree.JSON
                        .createObjectBuilder()
                        .add("text", "x".repeat(size))
                        .build();
                things.add(new Thing(i, details, null));
            }
            return things;
        }
    }
}
