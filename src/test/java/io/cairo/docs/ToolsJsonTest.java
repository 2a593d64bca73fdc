package io.cairo.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.tool.EveryTool;
import io.cairo.tool.Tool.Hint;
import io.cairo.tool.ToolEntry;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of what agents and applications can call is seen in a file that is checked in. */
class ToolsJsonTest {
    private static final Path FILE = Path.of("src/test/resources/tools.json");

    @Test
    void theSurfaceIsTheOneThatIsCheckedIn(@TempDir Path folder) throws IOException {
        if (Boolean.getBoolean("tools.write")) {
            Files.writeString(FILE, surface());
        }
        Path now = Files.writeString(folder.resolve("tools.json"), surface());

        assertThat(now)
                .as("the tools as they are declared now; if that is meant: mvn test -Dtest=ToolsJsonTest"
                        + " -Dtools.write=true, and check the difference in")
                .hasSameTextualContentAs(FILE);
    }

    private static String surface() {
        JsonArrayBuilder tools = JsonTree.JSON.createArrayBuilder();
        EveryTool.entries().forEach(entry -> tools.add(described(entry)));
        return JsonText.indented(tools.build()) + "\n";
    }

    private static JsonObjectBuilder described(ToolEntry entry) {
        return JsonTree.JSON
                .createObjectBuilder()
                .add("name", entry.name())
                .add("title", entry.tool().title())
                .add("description", entry.tool().description())
                .add("category", entry.category())
                .add("right", entry.right().wire())
                .add("route", String.join(", ", entry.routes()))
                .add("inputSchema", entry.arguments().schema())
                .add("outputSchema", entry.result().schema())
                .add(
                        "annotations",
                        JsonTree.JSON
                                .createObjectBuilder()
                                .add("readOnlyHint", entry.hints(Hint.READ_ONLY))
                                .add("destructiveHint", entry.hints(Hint.DESTRUCTIVE))
                                .add("idempotentHint", entry.hints(Hint.IDEMPOTENT))
                                .add("openWorldHint", entry.hints(Hint.OPEN_WORLD)));
    }
}
