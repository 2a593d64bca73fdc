package io.cairo.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScriptsTest {
    @Test
    void namesEveryMigrationThatIsThere() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources", Scripts.FOLDER))) {
            assertThat(Scripts.NAMES)
                    .containsExactlyElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .sorted()
                                    .toList());
        }
    }
}
