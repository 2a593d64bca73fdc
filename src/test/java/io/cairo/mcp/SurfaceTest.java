package io.cairo.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonText;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.ToolRegistry;
import io.cairo.tool.Toolbox;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every tool that Cairo has, as agents see them. */
class SurfaceTest {
    private static final int CHARACTERS_A_TOKEN = 4;
    private static final int MEAN_TOKENS = 250;

    private static final List<Class<?>> TOOLBOXES = toolboxes();

    private static final List<ToolEntry> TOOLS = ToolRegistry.of(
                    TOOLBOXES.stream().map(SurfaceTest::made).toArray(Toolbox[]::new))
            .entries();

    @Test
    void toolboxesAreNamedAfterWhatTheyAre() {
        assertThat(TOOLBOXES)
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

    /** Every class of Cairo's that is a toolbox, from the folder that the compiler wrote. */
    private static List<Class<?>> toolboxes() {
        try {
            Path root = Path.of(Toolbox.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.walk(root)) {
                return files.map(file -> root.relativize(file).toString().replace(File.separatorChar, '.'))
                        .filter(name -> name.startsWith("io.cairo.") && name.endsWith(".class"))
                        .<Class<?>>map(name -> loaded(name.substring(0, name.length() - ".class".length())))
                        .filter(type -> Toolbox.class.isAssignableFrom(type) && !type.isInterface())
                        .toList();
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, SurfaceTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static Toolbox made(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Toolbox) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
