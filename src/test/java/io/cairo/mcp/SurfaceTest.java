package io.cairo.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.tool.EveryTool;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every tool that Cairo has, as agents see them. */
class SurfaceTest {
    private static final int CHARACTERS_A_TOKEN = 4;
    private static final int MEAN_TOKENS = 250;

    private static final List<ToolEntry> TOOLS = EveryTool.entries();

    @Test
    void toolboxesAreNamedAfterWhatTheyAre() {
        assertThat(EveryTool.toolboxes())
                .isNotEmpty()
                .allSatisfy(type -> assertThat(type.getSimpleName()).endsWith("Tools"));
    }

    @Test
    void descriptionsAreShort() {
        assertThat(TOOLS)
                .allSatisfy(entry -> assertThat(entry.tool().description().length())
                        .as(entry.name())
                        .isLessThanOrEqualTo(600));
    }

    @Test
    void descriptionsHaveAtMostThreeSentences() {
        assertThat(TOOLS)
                .allSatisfy(entry -> assertThat(entry.tool().description().split("[.!?](\\s|$)"))
                        .as(entry.name())
                        .hasSizeLessThanOrEqualTo(3));
    }

    @Test
    void everyToolSaysAllThatAHostMayAsk() {
        for (ToolEntry entry : TOOLS) {
            JsonObject tool = JsonTree.readObject(listed(entry));

            assertThat(tool.getString("title")).as(entry.name()).isNotBlank();
            assertThat(tool.getJsonObject("inputSchema").getBoolean("additionalProperties"))
                    .as(entry.name())
                    .isFalse();
            assertThat(tool.getJsonObject("annotations").keySet())
                    .as(entry.name())
                    .containsExactlyInAnyOrder("readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint");
            if (!entry.answersInBlocks()) {
                assertThat(tool.getJsonObject("outputSchema").getString("type")).isEqualTo("object");
            }
        }
    }

    @Test
    void whatListsRowsSaysHowTheListGoesOn() {
        assertThat(TOOLS)
                .filteredOn(entry -> entry.hints(Tool.Hint.READ_ONLY)
                        && !entry.answersInBlocks()
                        && entry.result().rows().isPresent())
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.name())
                        .matches(
                                name -> Stream.of("limit", "cursor").allMatch(entry.arguments()::has)
                                        && Stream.of("count", "truncated", "next_cursor", "hint")
                                                .allMatch(entry.result()::has),
                                "takes limit and cursor and answers count, truncated, next_cursor and hint"));
    }

    @Test
    void aToolCostsAnAgentFewTokens() {
        double mean =
                TOOLS.stream().mapToInt(entry -> listed(entry).length).average().orElseThrow();

        System.out.printf(
                "%d tools, %.0f tokens each, %.0f in all%n",
                TOOLS.size(), mean / CHARACTERS_A_TOKEN, mean * TOOLS.size() / CHARACTERS_A_TOKEN);
        assertThat(mean / CHARACTERS_A_TOKEN).isLessThanOrEqualTo(MEAN_TOKENS);
    }

    @Test
    void whatOnlyReadsDestroysNothing() {
        assertThat(TOOLS)
                .filteredOn(entry -> entry.hints(Tool.Hint.READ_ONLY))
                .isNotEmpty()
                .noneMatch(entry -> entry.hints(Tool.Hint.DESTRUCTIVE));
    }

    @Test
    void examplesAreAcceptedByTheirOwnSchema() {
        assertThat(TOOLS)
                .allSatisfy(entry ->
                        assertThat(entry.decode(entry.arguments().example())).isNotNull());
    }

    /** A tool as the newest versions list it. */
    private static byte[] listed(ToolEntry entry) {
        @Nullable
        JsonObject output = entry.answersInBlocks() ? null : entry.result().answerSchema();
        return JsonText.bytes(
                json -> ToolList.write(json, entry, true, entry.arguments().schema(), output));
    }
}
