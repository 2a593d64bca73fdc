package io.cairo.transformation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Problem;
import io.cairo.transformation.sandbox.Sandbox.Failed;
import io.cairo.transformation.sandbox.Sandbox.Input;
import io.cairo.transformation.sandbox.Sandbox.Killed;
import io.cairo.transformation.sandbox.Sandbox.Returned;
import io.cairo.transformation.sandbox.Sandbox.Run;
import io.cairo.transformation.sandbox.Sandbox.Script;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scripts that try to get out, to stay for ever, to take all memory, or to leave something behind for the next event. None may
 * tell anything of Java or the machine, and each runs amid 99 good events, which must not notice. Every sixth runs with the other
 * tests, all 123 with {@code -Dcorpus.all=true}.
 */
class HostileTest {
    private static final Workers SANDBOX = new Workers(2);
    private static final int BAD = 50;

    /** Some take seconds, because a process has to die of them: all of them only on demand. */
    private static final boolean ALL = Boolean.getBoolean("corpus.all");

    private static final int SAMPLE = 6;
    private static final String AROUND = """
            let counter = 0;
            function transformEvent(event, metadata) {
            counter++;
            if (event.bad) {
            %s
            }
            event.ok = counter === 1 && [{}, [], '', 1, Math, JSON, transformEvent, new Map(), console]
                .every(o => o.polluted === undefined) && [3, 1].sort()[0] === 1 && String({}) === '[object Object]';
            return event;
            }
            """;

    record Example(String name, String code) {
        @Override
        public String toString() {
            return name;
        }
    }

    @AfterAll
    static void end() {
        SANDBOX.close();
    }

    static Stream<Example> examples() throws IOException {
        try (InputStream in = HostileTest.class.getResourceAsStream("hostile.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Example> all = Stream.of(text.split("(?m)^=== ", -1))
                    .skip(1)
                    .map(HostileTest::example)
                    .toList();
            return IntStream.range(0, all.size())
                    .filter(place -> ALL || place % SAMPLE == 0)
                    .mapToObj(all::get);
        }
    }

    private static Example example(String part) {
        int end = part.indexOf('\n');
        return new Example(part.substring(0, end), part.substring(end + 1).strip());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void noneGetsOutOrHarmsItsNeighbours(Example example) {
        String compiled;
        try {
            compiled = SANDBOX.compile(AROUND.formatted(example.code()));
        } catch (Problem refused) {
            assertThat(refused.code()).isEqualTo(Problem.Code.INVALID_ARGUMENT);
            assertThat(refused.getMessage()).startsWith("code: line ").doesNotContainPattern("java\\.|openjdk");
            return;
        }
        Script script = new Script(example.name(), "owner", compiled, Duration.ofMillis(100));
        List<Run> runs = new ArrayList<>(SANDBOX.run(script, events()));
        assertTellsNothing(runs.set(BAD, Texts.returned("{\"i\":50,\"ok\":true}")));
        assertThat(runs).containsExactlyElementsOf(expected());
    }

    private static void assertTellsNothing(Run run) {
        String told = run instanceof Returned returned
                ? returned.events().toString()
                : run instanceof Failed failed ? failed.error() : ((Killed) run).reason();
        assertThat(told)
                .doesNotContainPattern(
                        "java\\.|javax|openjdk|dynalink|sun\\.|/usr|/tmp|/proc|root:|PATH|past the limit|secret|stolen");
        if (run instanceof Failed failed) {
            assertThat(failed.error()).hasSizeLessThanOrEqualTo(500);
        }
    }

    private static List<Input> events() {
        return IntStream.range(0, 100)
                .mapToObj(i -> Texts.input(i == BAD ? "{\"i\":50,\"n\":7,\"bad\":true}" : "{\"i\":" + i + "}", "{}"))
                .toList();
    }

    private static List<Run> expected() {
        return IntStream.range(0, 100)
                .<Run>mapToObj(i -> Texts.returned("{\"i\":" + i + ",\"ok\":true}"))
                .toList();
    }
}
