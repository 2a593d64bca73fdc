package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The official conformance suite against Cairo's own engine and registries, with the tools, prompts and resources that the
 * suite asks for put into a copy of the WAR.
 */
@Isolated("it starts a server, which takes every processor")
class ConformanceIT {
    /** The suite's tools are called test_ and something; the product has one that tests a transformation. */
    private static final Pattern OF_THE_SUITE = Pattern.compile("\"test_(?!(transformation|destination)\\b)");

    private static final Path CLIENTS = Path.of(System.getProperty("cairo.clients", "src/test/clients"));
    private static final int LONGEST_SECONDS = 240;

    @TempDir
    static Path folder;

    private static TestPostgres postgres;
    private static CairoServer cairo;
    private static Space space;

    @BeforeAll
    static void start() {
        postgres = new TestPostgres();
        TestDatabase database = postgres.database();
        cairo = new CairoServer(Map.of("POSTGRES_URL", database.url(), "CAIRO_ADMIN_KEY", Space.ADMIN_KEY))
                .running(FixtureWar.in(folder))
                .start();
        space = Space.in(database);
    }

    @AfterAll
    static void stop() {
        cairo.close();
        postgres.close();
    }

    @ParameterizedTest
    @CsvSource({"2025-11-25, 30", "2026-07-28, 37"})
    void passesEveryScoredScenario(String revision, int scored) throws Exception {
        String report = run(revision);

        Set<String> unscored = names(report, "  [✓✗] ([\\w-]+) \\(.+\\)");
        Set<String> passed = names(report, "✓ ([\\w-]+): \\d+ passed, 0 failed.*");
        Set<String> failed = names(report, "✗ ([\\w-]+): .+");
        passed.removeAll(unscored);
        failed.removeAll(unscored);
        assertThat(failed).isEmpty();
        assertThat(passed).hasSize(scored);
    }

    private static Set<String> names(String report, String line) {
        return report.lines()
                .map(Pattern.compile(line)::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theProductItselfOffersNothingOfTheSuites() throws IOException {
        try (var files = Files.walk(Path.of("src/main"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> OF_THE_SUITE.matcher(read(file)).find()))
                    .isEmpty();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the suite prints; fails if it does not end well. */
    private static String run(String revision) throws IOException, InterruptedException {
        Path report = Files.createTempFile(folder, "conformance", ".txt");
        Process suite = new ProcessBuilder("node", "conformance.mjs", cairo.url() + "/mcp", space.key(), revision)
                .directory(CLIENTS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(report.toFile())
                .start();
        boolean ended = suite.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        String text = Files.readString(report, StandardCharsets.UTF_8);
        assertThat(ended && suite.exitValue() == 0).as(text).isTrue();
        return text;
    }
}
