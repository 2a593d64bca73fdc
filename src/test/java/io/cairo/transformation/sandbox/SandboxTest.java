package io.cairo.transformation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.Problem;
import io.cairo.transformation.sandbox.Sandbox.Failed;
import io.cairo.transformation.sandbox.Sandbox.Input;
import io.cairo.transformation.sandbox.Sandbox.Run;
import io.cairo.transformation.sandbox.Sandbox.Script;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code of all forms, run in real worker processes. */
class SandboxTest {
    private static final Workers SANDBOX = new Workers(2);

    @AfterAll
    static void end() {
        SANDBOX.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event.seen = true; return event;",
                "return { ...event, seen: true };",
                "event => ({ ...event, seen: true })",
                "(event) => { event.seen = true; return event; };",
                "function (event) { event.seen = true; return event; }",
                "(function (event) { event.seen = true; return event; })",
                "function anything(event) { return help(event); function help(e) { e.seen = true; return e; } }",
                "const seen = true;\nexport function transformEvent(event, metadata) { return { ...event, seen }; }",
                "export default function (event) { event.seen = true; return event; }",
                "const transformEvent = event => ({ ...event, seen: true });",
                "class Mark { put(e) { e.seen = true; return e; } }\nfunction transformEvent(e) { return new Mark().put(e); }",
                "function help(e) { e.seen = true; return e; } function transformEvent(e) { return help(e); }\nexport { transformEvent };"
            })
    void everyFormOfCodeRuns(String code) {
        assertThat(run(code, "{\"n\":1}")).isEqualTo(Texts.returned("{\"n\":1,\"seen\":true}"));
    }

    @Test
    void metadataIsKnown() {
        Input input = Texts.input("{}", "{\"sourceId\":\"s1\"}");
        Run run = SANDBOX.run(
                        script("(event, metadata) => ({ a: metadata(event).sourceId, b: metadata().sourceId })"),
                        List.of(input))
                .get(0);
        assertThat(run).isEqualTo(Texts.returned("{\"a\":\"s1\",\"b\":\"s1\"}"));
    }

    @Test
    void manyEventsKeepTheirOrder() {
        List<Input> inputs = IntStream.range(0, 250)
                .mapToObj(i -> Texts.input("{\"i\":" + i + "}", "{}"))
                .toList();
        List<Run> runs = SANDBOX.run(script("event.j = event.i * 2; return event;"), inputs);
        assertThat(runs).hasSize(250);
        assertThat(runs.get(249)).isEqualTo(Texts.returned("{\"i\":249,\"j\":498}"));
    }

    @Test
    void nullDropsAndAnArrayFansOut() {
        assertThat(run("return null;", "{}")).isEqualTo(Texts.returned());
        assertThat(run("return [event, { b: 2 }];", "{\"a\":1}")).isEqualTo(Texts.returned("{\"a\":1}", "{\"b\":2}"));
    }

    @Test
    void whatIsNoEventFails() {
        assertThat(error("event.a = 1; if (false) return event;")).contains("returned nothing");
        assertThat(error("return 5;")).contains("number");
        assertThat(error("return 'x';")).contains("string");
        assertThat(error("return [5];")).contains("number");
        assertThat(error("return [[event]];")).contains("array");
        assertThat(error("return () => 1;")).contains("function");
        assertThat(error("return new Date(0);")).contains("not an event");
        assertThat(error("return new Array(101).fill(event);")).contains("101").contains("100");
        assertThat(error("return { a: 'x'.repeat(2000000) };")).contains("1 MB");
    }

    @Test
    void anErrorSaysTheAuthorsLine() {
        Run run = run(
                "const a = 1;\n\nconst f = () => {\n  throw new Error('no ' + event.n);\n};\nreturn f();", "{\"n\":7}");
        assertThat(run).isEqualTo(new Failed("Error: no 7", 4));
        assertThat(run("const x = event.a.b;\nreturn event;", "{}"))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.line()).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "let x = ;|line 1, column 10",
                "const a = 1;\nreturn b + a;|line 2, column 8: 'b'",
                "const a = 1;\n  return async () => a;|line 2, column 10: async",
                "return Promise.resolve(event);|line 1, column 8: 'Promise' is not there",
                "event.a = 10n; return event;|BigInt",
                "return event.a.replace(/(?<=a)b/, '');|lookbehind",
                "return event.a.replace(/(a)\\\\1/, '');|backreferences",
                "return event.a.replace(/a/u, '');|g, i and m",
                "return eval('event');|eval",
                "return new Function('return 1')();|from text",
                "import x from 'y'; export function transformEvent(e) { return e; }|imported",
                "with (event) { return a; }|with",
                "event.a = 1;|returns nothing",
                "return event; }}; var x = function(){ return function(){|line 1",
                "return 1..toLocaleString();|languages",
                "return $$f;|taken",
                "return { set a(v = 1) {} };|line 1, column 14: the value of a setter has no default",
                "class A { #p = 1; } return event;|line 1"
            })
    void whatIsNotRunIsRefusedWithItsPlace(String example) {
        List<String> parts = List.of(example.split("\\|", -1));
        assertThatThrownBy(() -> SANDBOX.compile(parts.get(0).replace("\\\\", "\\")))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(Problem.Code.INVALID_ARGUMENT))
                .hasMessageContaining(parts.get(1));
    }

    @Test
    void nothingIsLeftWhenItEnds() {
        Workers sandbox = new Workers(1);
        String compiled = sandbox.compile("return event;");
        sandbox.run(new Script("end", "o", compiled, Duration.ofMillis(100)), List.of(Texts.input("{}", "{}")));
        List<ProcessHandle> mine = sandbox.pids().stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
        assertThat(mine).isNotEmpty();
        sandbox.close();
        assertThat(mine).allSatisfy(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(5)));
    }

    private static String error(String code) {
        Run run = run(code, "{\"n\":1}");
        assertThat(run).isInstanceOf(Failed.class);
        return ((Failed) run).error();
    }

    private static Run run(String code, String event) {
        return SANDBOX.run(script(code), List.of(Texts.input(event, "{}"))).get(0);
    }

    private static Script script(String code) {
        return new Script(code, "owner", SANDBOX.compile(code), Duration.ofMillis(200));
    }
}
