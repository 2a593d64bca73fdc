package io.cairo.transformation.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script touches is a fixed set, or everything. */
class TouchingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "return event;@",
                "() => null@",
                "event.properties.amount = event.properties.price; return event;@properties",
                "delete event.context; event.seen = 1; event.n++; event.list[event.i] = 2; return event;@context,i,list,n,seen",
                "const {event: name, properties = {}, context: {ip}} = event; return name && ip ? event : null;@context,event,properties",
                "({event: n, properties: {price = 3}}) => ({n, price})@event,properties",
                "return event?.context?.page?.path ? event : null;@context",
                "event.x ??= 5; event.y ||= 3; return event;@x,y",
                "if (!event || event === null || typeof event !== 'object') return null; return event.a ? event : undefined;@a",
                "const price = () => event.properties.price; event.total = price(); return event;@properties,total",
                "for (const k of Object.keys(event.traits)) { event.last = k; } return event;@last,traits",
                "event.properties = {...event.properties, list: [...event.list]}; return event;@list,properties",
                "event.properties.send(event.userId); return event;@properties,userId",
                "function help(e) { return Object.keys(e); } function transformEvent(event) { event.n = help(event.traits); return event; }@n,traits",
                "const transformEvent = e => e.type === 'track' ? transform(e.properties) && e : e; function transform(p) { return p; }@properties,type",
                "event['type'] = 'x'; return event;@type",
                "const t = metadata().sourceId; event.t = t; return event;@t metadata",
                "const t = metadata(event).sourceId; event.t = t; return event;@t metadata",
                "(e, m) => { e.t = m(e).sourceId; return e; }@t metadata",
                "(e, m) => { e.t = 1; return e; }@t",
                "const f = metadata; event.t = f(); return event;@t metadata",
                "event.a = 1; return {...metadata(event), a: event.a};@a metadata"
            })
    void namesThatStandInTheCodeAreASet(String code, String touched) {
        String line = touched == null ? "" : touched;
        assertThat(touched(code).line()).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return {...event};",
                "return [event];",
                "return {event: event};",
                "return Object.assign(event, {a: 1});",
                "event.json = JSON.stringify(event); return event;",
                "const k = 'a' + 1; event[k] = 1; return event;",
                "event[0] = 1; return event;",
                "event['a b'] = 1; return event;",
                "event.größe = 1; return event;",
                "for (const k in event) { event.last = k; } return event;",
                "for (const [k] of Object.entries(event)) { event.last = k; } return event;",
                "const {a, ...rest} = event; event.n = Object.keys(rest).length; return event;",
                "const {[event.k]: v} = event; event.v = v; return event;",
                "const other = event; other.a = 1; return other;",
                "let other; other = event; return other;",
                "event.self = event; return event;",
                "event.list.push(event); return event;",
                "event.f = function () { return Object.keys(this).length; }; event.n = event.f(); return event;",
                "event.n = event.f?.(1); return event;",
                "event.n = event['f'](1); return event;",
                "event.toJSON = function () { return {n: Object.keys(this).length}; }; return event;",
                "event.own = event.hasOwnProperty('a'); return event;",
                "event.text = event.toString; return event;",
                "event.c = event.constructor.keys; return event;",
                "event.__proto__ = {a: 1}; return event;",
                "event.__noSuchProperty__ = function () { return Object.keys(this).length; }; event.n = event.m; return event;",
                "event = {a: 1}; return event;",
                "event += ''; return {event};",
                "event.text = `${event}`; return event;",
                "event.same = event == '[object Object]'; return event;",
                "event.has = 'a' in event; return event;",
                "const f = () => event; event.n = Object.keys(f()).length; return event;",
                "const f = event => Object.keys(event); event.n = f({}).length; return event;",
                "function f() { return arguments; } return arguments[0];",
                "(event, other = 1) => event",
                "(event = {}) => event",
                "(...all) => all[0]",
                "(event, m) => { m = Object.keys; event.properties = m(event); return event; }",
                "const f = m => m(event); event.n = f(Object.keys).length; return event;",
                "const f = metadata => metadata(event); event.n = f(Object.keys).length; return event;",
                "(event, m, ...more) => { event.a = more; return event; }",
                "let transformEvent = function (event) { return event; }; transformEvent = e => ({...e});",
                "function transformEvent(event) { return event; } function g() { transformEvent = e => ({...e}); } g();",
                "function* transformEvent(event) { yield event; }",
                "function transformEvent(event) { try { throw event; } catch (e) { return Object.keys(e); } }",
                "switch (event) { case 1: return null; } return event;",
                "const t = x => x; event.n = t`${event}`; return event;",
                "class A { constructor() { this.n = Object.keys(event).length; } } event.n = new A().n; return event;",
                "event.n = Object.keys(event.a ? event : {}).length; return event;",
                "event.n = Object.keys(event.none || event).length; return event;",
                "event.n = Object.keys((1, event)).length; return event;"
            })
    void anyOtherUseMeansEverything(String code) {
        assertThat(touched(code).members()).isNull();
    }

    @Test
    void veryManyNamesAreEverything() {
        assertThat(touched(naming(32)).members()).hasSize(32);
        assertThat(touched(naming(33)).members()).isNull();
    }

    private static String naming(int members) {
        return IntStream.range(0, members)
                .mapToObj(i -> "event.m" + i + " = 1; ")
                .collect(Collectors.joining("", "", "return event;"));
    }

    @Test
    void scriptsThatWereSavedBeforeTouchEverything() {
        assertThat(Touched.of("cairo-es5-1\n1\n0\nvar $$handler")).isEqualTo(Touched.EVERYTHING);
        Compiled old = Compiled.of("cairo-es5-1\n1,2\n3\nabcvar $$handler\n= 1");
        assertThat(old.library()).isEqualTo("abc");
        assertThat(old.script()).isEqualTo("var $$handler\n= 1");
        assertThat(old.line(2)).isEqualTo(2);
        assertThat(old.touched()).isEqualTo(Touched.EVERYTHING);
    }

    @Test
    void whatWasWrittenIsReadAgain() {
        Compiled compiled = new Compiled(Touched.ofLine("a,b metadata"), new int[] {1, 2}, "lib\n", "code\nmore");
        assertThat(Compiled.of(compiled.text())).usingRecursiveComparison().isEqualTo(compiled);
        assertThat(Touched.of(compiled.text()).members()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cairo-es5-2\n", "cairo-es5-2\n*\n1\n", "cairo-es5-3\n*\n1\n0\nx", "x\n1\n0\ny"})
    void whatIsNoScriptIsRefused(String text) {
        assertThatThrownBy(() -> Compiled.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Touched touched(String code) {
        Answer answer = Lowering.compile(code);
        assertThat(answer).isInstanceOf(Answer.Done.class);
        return Touched.of(((Answer.Done) answer).text());
    }
}
