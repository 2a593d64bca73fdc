package io.cairo.transformation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Problem;
import io.cairo.transformation.sandbox.Sandbox.Failed;
import io.cairo.transformation.sandbox.Sandbox.Returned;
import io.cairo.transformation.sandbox.Sandbox.Run;
import io.cairo.transformation.sandbox.Sandbox.Script;
import io.cairo.transformation.worker.Utf8;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Modern JavaScript gives what Node gives, or is refused with a reason; never anything else. */
class ModernTest {
    /** Of all examples at least so many are run. */
    private static final int RUN = 48;

    private record Outcome(String name, String verdict) {}

    @Test
    void modernLanguageRunsAsInNodeOrIsRefused() {
        JsonObject corpus;
        try (JsonReader reader = Json.createReader(ModernTest.class.getResourceAsStream("modern.json"))) {
            corpus = reader.readObject();
        }
        List<Outcome> outcomes = new ArrayList<>();
        try (Workers sandbox = new Workers(1)) {
            for (JsonObject example : corpus.getJsonArray("examples").getValuesAs(JsonObject.class)) {
                outcomes.add(
                        new Outcome(example.getString("name"), verdict(sandbox, corpus.getString("input"), example)));
            }
        }
        outcomes.forEach(outcome -> System.out.printf("%-32s %s%n", outcome.name(), outcome.verdict()));
        assertThat(outcomes).noneMatch(outcome -> outcome.verdict().startsWith("WRONG"));
        assertThat(outcomes.stream().filter(outcome -> outcome.verdict().equals("right")))
                .hasSizeGreaterThanOrEqualTo(RUN);
    }

    private static String verdict(Workers sandbox, String input, JsonObject example) {
        String compiled;
        try {
            compiled = sandbox.compile(example.getString("code"));
        } catch (Problem e) {
            return "refused: " + e.getMessage();
        }
        Script script = new Script(example.getString("name"), "owner", compiled, Duration.ofMillis(500));
        Run run = sandbox.run(script, List.of(Texts.input(input, "{}"))).get(0);
        if (run instanceof Returned returned) {
            String got = returned.events().stream().map(Utf8::text).collect(Collectors.joining(";"));
            return got.equals(example.getString("expected"))
                    ? "right"
                    : "WRONG: " + got + " for " + example.getString("expected");
        }
        return run instanceof Failed failed ? "refused when run: " + failed.error() : "WRONG: " + run;
    }
}
