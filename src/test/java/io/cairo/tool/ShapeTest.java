package io.cairo.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShapeTest {
    enum Level {
        LOW,
        VERY_HIGH
    }

    record Item(
            @Doc("An item's name") String itemName,
            @Doc("How many") @Nullable Integer count) {}

    record Ask(
            @Doc(value = "Who", min = 1, max = 5) String userName,

            @Doc(value = "How many", min = 1, max = 100) @Nullable
            Integer limit,

            @Doc("Which") @Nullable UUID id,
            @Doc("After") @Nullable Instant since,
            @Doc("How loud") @Nullable Level level,

            @Doc(
                    value = "State",
                    allowed = {"open", "resolved"})
            @Nullable
            String state,

            @Doc("Rate") @Nullable Double rate,
            @Doc("Really") @Nullable Boolean really,
            @Doc("Settings") @Nullable JsonObject settings,
            @Doc(value = "Items", max = 2) @Nullable List<Item> items,

            @Doc(
                    value = "A password",
                    allowed = {"a", "b"})
            @Secret
            @Nullable
            String password) {}

    record Shown(
            @Doc(value = "Name", min = 6, max = 7) String name,
            @Doc(value = "Two letters", max = 2) String letters,

            @Doc(value = "Settings", example = "{\"url\":\"x\"}")
            JsonObject settings,

            @Doc(value = "How many", example = "5") @Nullable
            Integer limit,

            @Doc("Which") @Nullable String other) {}

    record Answer(
            @Wire("inputSchema") JsonObject input,
            Instant createdAt,
            @Nullable Long count,
            List<Level> levels) {}

    private final Shape<Ask> shape = Shape.of(Ask.class);

    @Test
    void readsEveryType() {
        Ask ask = decode("""
                {"user_name":"jane","limit":7,"id":"123e4567-e89b-42d3-a456-426614174000",
                 "since":"2026-01-31T13:00:00.5+01:00","level":"very_high","state":"open","rate":0.5,"really":true,
                 "settings":{"a":1},"items":[{"item_name":"x"},{"item_name":"y","count":2}]}""");

        assertThat(ask.userName()).isEqualTo("jane");
        assertThat(ask.limit()).isEqualTo(7);
        assertThat(ask.since()).isEqualTo(Instant.parse("2026-01-31T12:00:00.500Z"));
        assertThat(ask.level()).isEqualTo(Level.VERY_HIGH);
        assertThat(ask.rate()).isEqualTo(0.5);
        assertThat(ask.really()).isTrue();
        assertThat(ask.items()).containsExactly(new Item("x", null), new Item("y", 2));
        assertThat(ask.password()).isNull();
    }

    @Test
    void leavesOutWhatIsOptionalAndDemandsTheRest() {
        assertThat(decode("{\"user_name\":\"jane\",\"limit\":null}").limit()).isNull();
        refuses("{}", "user_name: is missing; it must be a text of 1 to 5 characters: Who");
        refuses("{\"user_name\":null}", "user_name: is missing; it must be a text of 1 to 5 characters: Who");
    }

    @Test
    void namesTheNearestArgumentWhenOneIsUnknown() {
        refuses("{\"user_name\":\"j\",\"limti\":1}", "limti: no such argument; did you mean limit?");
        refuses("{\"userName\":\"j\"}", "userName: no such argument; did you mean user_name?");
        refuses("{\"user_name\":\"j\",\"items\":[{\"item_nam\":\"x\"}]}", "items[0].item_nam: no such argument");
        refuses(
                "{\"%s\":1}".formatted("x".repeat(5_000)),
                "x".repeat(40) + "...: no such argument; leave it out; there are user_name");
    }

    @Test
    void saysWhatCameAndWhatIsAllowed() {
        refuses("{\"user_name\":5}", "user_name: must be a text of 1 to 5 characters; an integer came");
        refuses("{\"user_name\":\"\"}", "user_name: must have from 1 to 5 characters; 0 came");
        refuses("{\"user_name\":\"j\",\"limit\":101}", "limit: must be from 1 to 100; 101 came");
        refuses(
                "{\"user_name\":\"j\",\"limit\":1.5}",
                "limit: must be an integer from 1 to 100 of 32 bits; a number came");
        refuses("{\"user_name\":\"j\",\"limit\":\"5\"}", "limit: must be an integer from 1 to 100; a text came");
        refuses("{\"user_name\":\"j\",\"id\":\"1-1-1-1-1\"}", "id: must be a UUID such as");
        refuses("{\"user_name\":\"j\",\"since\":\"yesterday\"}", "since: must be a time in ISO-8601");
        refuses("{\"user_name\":\"j\",\"since\":\"+99999-01-01T00:00:00Z\"}", "since: must be a time in ISO-8601");
        refuses("{\"user_name\":\"j\",\"level\":\"LOW\"}", "level: must be one of low, very_high; \"LOW\" came");
        refuses(
                "{\"user_name\":\"j\",\"state\":\"opne\"}",
                "state: must be one of open, resolved; \"opne\" came; did you mean open?");
        refuses("{\"user_name\":\"j\",\"really\":\"yes\"}", "really: must be true or false; a text came");
        refuses("{\"user_name\":\"j\",\"settings\":[]}", "settings: must be an object; a list came");
        refuses("{\"user_name\":\"j\",\"items\":[{},{},{}]}", "items: must have at most 2 elements; 3 came");
    }

    @Test
    void neverRepeatsASecret() {
        assertThatThrownBy(() -> decode("{\"user_name\":\"j\",\"password\":\"hunter2\"}"))
                .isInstanceOf(Problem.class)
                .hasMessage("password: must be one of a, b; another text came");
    }

    @Test
    void describesWhatItReads() {
        JsonObject schema = shape.schema();

        assertThat(schema.getBoolean("additionalProperties")).isFalse();
        assertThat(schema.getJsonArray("required").toString()).isEqualTo("[\"user_name\"]");
        assertThat(schema.getJsonObject("properties").getJsonObject("limit"))
                .hasToString("{\"type\":\"integer\",\"minimum\":1,\"maximum\":100,\"description\":\"How many\"}");
        assertThat(schema.getJsonObject("properties").getJsonObject("level").toString())
                .contains("[\"low\",\"very_high\"]");
        assertThat(shape.decode(shape.example()).userName()).isNotEmpty();
    }

    @Test
    void examplesSayWhatTheDocumentationGivesAndKeepToTheLimits() {
        Shape<Shown> shown = Shape.of(Shown.class);

        assertThat(shown.example())
                .hasToString("{\"name\":\"textte\",\"letters\":\"te\",\"settings\":{\"url\":\"x\"},\"limit\":5}");
        assertThat(shown.decode(shown.example()).limit()).isEqualTo(5);
    }

    @Test
    void writesWhatAToolAnswers() {
        Answer answer = new Answer(
                JsonObject.EMPTY_JSON_OBJECT, Instant.parse("2026-01-31T12:00:00Z"), null, List.of(Level.VERY_HIGH));

        assertThat(Shape.of(Answer.class).encode(answer))
                .hasToString(
                        "{\"inputSchema\":{},\"created_at\":\"2026-01-31T12:00:00.000Z\",\"levels\":[\"very_high\"]}");
    }

    @Test
    void takesCamelCaseAndTextWhereRestAllowsThem() {
        assertThat(shape.renamed(json("{\"userName\":\"j\",\"items\":[{\"itemName\":\"x\"}],\"other\":1}")))
                .hasToString("{\"user_name\":\"j\",\"items\":[{\"item_name\":\"x\"}],\"other\":1}");
        assertThat(shape.fromText("limit", "5")).hasToString("5");
        assertThat(shape.fromText("limit", "five")).hasToString("\"five\"");
        assertThat(shape.fromText("really", "true")).hasToString("true");
        assertThat(shape.fromText("user_name", "5")).hasToString("\"5\"");
        assertThat(shape.fromText("items", "[{\"item_name\":\"x\"}]")).hasToString("[{\"item_name\":\"x\"}]");
    }

    @Test
    void refusesAComponentThatNoJsonStandsFor() {
        record Odd(Thread thread) {}

        assertThatThrownBy(() -> Shape.of(Odd.class))
                .hasMessageStartingWith("Odd.thread has the type java.lang.Thread");
    }

    private Ask decode(String json) {
        return shape.decode(json(json));
    }

    private void refuses(String json, String sentence) {
        assertThatThrownBy(() -> decode(json)).isInstanceOf(Problem.class).hasMessageStartingWith(sentence);
    }

    private static JsonObject json(String json) {
        return JsonTree.readObject(json.getBytes(StandardCharsets.UTF_8));
    }
}
