package io.cairo.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonText;
import io.cairo.tool.EveryTool;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every tool that Cairo has, as agents see them. */
class SurfaceTest {
    private static final int CHARACTERS_A_TOKEN = 4;
    private static final int MEAN_TOKENS = 250;

    private static final List<ToolEntry> TOOLS = EveryTool.registry().entries();

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
    void aToolCostsAnAgentFewTokens() {
        double mean = TOOLS.stream()
                .mapToInt(entry -> JsonText.bytes(json -> ToolList.write(
                                json,
                                entry,
                                true,
                                entry.arguments().schema(),
                                entry.result().answerSchema()))
                        .length)
                .average()
                .orElseThrow();

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
}
