package io.cairo.transformation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.transformation.sandbox.Sandbox.Failed;
import io.cairo.transformation.sandbox.Sandbox.Input;
import io.cairo.transformation.sandbox.Sandbox.Returned;
import io.cairo.transformation.sandbox.Sandbox.Run;
import io.cairo.transformation.sandbox.Sandbox.Script;
import io.cairo.transformation.worker.Answer;
import io.cairo.transformation.worker.Touched;
import io.cairo.transformation.worker.Utf8;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A script that gets only what it can touch makes of any event what it would make of all of it. */
class SlicesTest {
    private static final Workers SANDBOX = new Workers(2);
    private static final int EVENTS = 60;

    /** Each does something else with the event; those marked with a star need all of it. */
    private static final String CODE = """
            event.properties.amount = event.properties.price * event.properties.quantity; return event;
            event.properties = {...event.properties, seen: true}; return event;
            if (event.event === "Test") return null; event.properties = {...(event.properties ?? {}), cents: 1}; return event;
            const {event: name, properties = {}} = event; if (name === "Order") return null; event.properties = {...properties, name}; return event;
            return event;
            return null;
            delete event.context; return event;
            delete event.properties; event.properties = 1; return event;
            event.traits = undefined; event.context = null; return event;
            event.userId = String(event.userId).toLowerCase(); return event;
            event.fresh = 1; event.another = [event.fresh]; delete event.fresh; event.fresh = 2; return event;
            event.event = event.name; event.name = event.type; return event;
            event.list?.sort(); event.list?.push({}); return event;
            event.n++; event.n -= 0.5; event.text += "x"; return event;
            event.f = () => 1; event.g = {toJSON: () => "g"}; event.properties = {toJSON() { return event.f ? 1 : 2; }}; return event;
            event.first = {toJSON() { event.type = "late"; delete event.userId; event.later = 1; return 1; }}; return event;
            event.a = event.none; event.b = event.properties?.none?.none ?? "default"; return event;
            for (const key of Object.keys(event.properties ?? {})) { if (key > "m") delete event.properties[key]; } return event;
            const move = ({traits, context: {ip} = {}}) => ({traits, ip}); event.moved = move({traits: event.traits, context: event.context ?? {}}); return event;
            const f = () => event.properties; const p = f(); if (p) p.changed = true; return event;
            const items = event.list ?? []; return items.map(item => ({type: event.type, event: "Item", item}));
            return {type: event.type, userId: event.userId};
            return event.properties && event;
            return event.n > 2 ? event : undefined;
            return event.n > 2 ? event : event.properties;
            event.t = metadata(event).id; return event;
            (event, about) => { event.t = about().id; event.m = about(); return event; }
            ({properties, ...rest}) => ({...rest, properties: 1}) *
            const {properties, ...rest} = event; return {...rest, keys: Object.keys(rest).length}; *
            return {...event, seen: true}; *
            event.all = JSON.stringify(event).length > 2; return event; *
            event.count = Object.keys(event).length; return event; *
            const key = "user" + "Id"; event[key] = 5; return event; *
            const other = event; delete other.type; return other; *
            let n = 0; for (const key in event) n++; event.n = n; return event; *
            event.f = function () { return Object.keys(this).length; }; event.n = event.f(); return event; *
            event.toJSON = function () { return {n: Object.keys(this).length}; }; return event; *
            event.has = event.hasOwnProperty("userId"); return event; *
            event.__noSuchProperty__ = function () { return Object.keys(this).length; }; event.n = event.missing; return event; *
            return [event, event]; *
            const f = event => Object.keys(event); event.n = f({}).length; return event; *
            class Counter { constructor() { this.n = Object.keys(event).length; } } event.n = new Counter().n; return event; *
            (event, about) => { about = Object.keys; event.n = about(event).length; return event; } *
            if (event.n) throw new Error(event.type); return event;
            event.type.none.none = 1; return event;
            return 5;
            event.deep = {a: {b: [event.list, {c: event.n}]}}; event.deep.a.b.push("\\u2028\\"}{"); return event;
            """;

    private static final List<String> NAMES = List.of(
            "type",
            "event",
            "name",
            "userId",
            "properties",
            "traits",
            "context",
            "list",
            "n",
            "text",
            "other",
            "größe",
            "a\\\"b",
            "9",
            "",
            "missing");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "\"\"",
            "\"Test\"",
            "\"Order\"",
            "\"}{,:[]\"",
            "\"a\\\\\"",
            "\"\\\"a\\\":1\"",
            "\"\\u2028é😀\"",
            "1",
            "-2.50",
            "3e2",
            "12345678.25",
            "[]",
            "{}",
            "[3,1,2]",
            "[{\"sku\":\"b\"},{\"sku\":\"a\"},[]]",
            "{\"price\":9.99,\"quantity\":2,\"type\":\"inner\"}",
            "{\"x\":{\"y\":[{\"z\":\"}\"}]},\"m\":1,\"n\":2}");

    private final Random random = new Random(42);

    @AfterAll
    static void end() {
        SANDBOX.close();
    }

    @Test
    void theOutcomeIsThatOfTheWholeEvent() {
        CODE.lines().forEach(script -> {
            boolean needsAll = script.endsWith("*");
            String compiled = SANDBOX.compile(needsAll ? script.substring(0, script.length() - 1) : script);
            assertThat(isSliced(compiled)).as(script).isNotEqualTo(needsAll);
            if (!needsAll) {
                assertSame(script, compiled, events());
            }
        });
    }

    @Test
    void theOutcomeIsThatOfTheWholeEventForModernLanguageToo() {
        List<String> sliced =
                modern().filter(script -> isSliced(compiled(script))).toList();

        sliced.forEach(script -> assertSame(script, compiled(script), events()));
        assertThat(sliced).hasSizeGreaterThan(5);
    }

    private static boolean isSliced(String compiled) {
        return Touched.of(compiled).members() != null;
    }

    @Test
    void whatAWorkerPutsAroundItsPartIsAnErrorOfTheCode() {
        Script script = new Script("id", "owner", "cairo-es5-2\nuserId\n\n0\n", Duration.ofMillis(100));
        Slices slices = Slices.of(script, List.of(Texts.input("{\"type\":\"track\",\"userId\":\"u\"}")));

        assertThat(slices.request().events().get(0).json()).isEqualTo(Utf8.of("{\"userId\":\"u\"}"));
        assertThat(answered(slices, "{\"userId\":\"v\"}"))
                .isEqualTo(Texts.returned("{\"type\":\"track\",\"userId\":\"v\"}"));
        assertThat(answered(slices, "{\"userId\":\"v\",\"type\":\"page\"}")).isInstanceOf(Failed.class);
        assertThat(answered(slices, "{\"userId\":\"v\"},\"type\":\"page\"}")).isInstanceOf(Failed.class);
    }

    private static Run answered(Slices slices, String kept) {
        return slices.runs(List.of(new Answer.Kept(Utf8.of(kept)))).get(0);
    }

    @Test
    void metadataIsMadeOnlyForCodeThatAsks() {
        Input untold = new Input(Utf8.of("{}"), () -> {
            throw new AssertionError("nobody asked");
        });
        Script script = new Script("id", "owner", "cairo-es5-2\nuserId\n\n0\n", Duration.ofMillis(100));
        assertThat(Slices.of(script, List.of(untold)).slices()).hasSize(1);

        Script asks = new Script("id", "owner", "cairo-es5-2\nuserId metadata\n\n0\n", Duration.ofMillis(100));
        assertThat(Slices.of(asks, List.of(Texts.input("{}", "{\"id\":1}")))
                        .request()
                        .events()
                        .get(0)
                        .metadata())
                .isEqualTo(Utf8.of("{\"id\":1}"));
    }

    private static void assertSame(String script, String compiled, List<Input> events) {
        String asEarlier = compiled.replaceFirst("cairo-es5-2\n.*\n", "cairo-es5-1\n");
        assertThat(Touched.of(asEarlier)).isEqualTo(Touched.EVERYTHING);
        List<Run> parts = run(script, compiled, events);
        List<Run> wholes = run(script + " whole", asEarlier, events);
        for (int i = 0; i < events.size(); i++) {
            assertThat(outcome(parts.get(i)))
                    .as("%s of %s", script, events.get(i).event())
                    .isEqualTo(outcome(wholes.get(i)));
        }
    }

    private static List<Run> run(String id, String compiled, List<Input> events) {
        return SANDBOX.run(new Script(id, "owner", compiled, Duration.ofMillis(500)), events);
    }

    /** Objects are equal in any order of their members; numbers as JavaScript knows them. */
    private static Object outcome(Run run) {
        return run instanceof Returned returned
                ? returned.events().stream()
                        .map(event -> plain(JsonTree.readObject(event.bytes())))
                        .toList()
                : run;
    }

    private static Object plain(JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT -> {
                Map<String, Object> members = new HashMap<>();
                value.asJsonObject().forEach((name, member) -> members.put(name, plain(member)));
                yield members;
            }
            case ARRAY -> value.asJsonArray().stream().map(SlicesTest::plain).toList();
            case NUMBER -> ((JsonNumber) value).doubleValue();
            case STRING, TRUE, FALSE, NULL -> value.toString();
        };
    }

    /** Empty if it is refused. */
    private static String compiled(String code) {
        try {
            return SANDBOX.compile(code);
        } catch (Problem e) {
            return "";
        }
    }

    /** Those that look at the event at all. */
    private static Stream<String> modern() {
        try (JsonReader reader = Json.createReader(SlicesTest.class.getResourceAsStream("modern.json"))) {
            return reader.readObject().getJsonArray("examples").getValuesAs(JsonObject.class).stream()
                    .map(example -> example.getString("code"))
                    .filter(code -> code.contains("event"))
                    .toList()
                    .stream();
        }
    }

    private List<Input> events() {
        List<Input> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(Texts.input(event(), "{\"id\":\"m" + i + "\"}"));
        }
        return events;
    }

    private String event() {
        List<String> members = new ArrayList<>();
        List<String> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, random);
        for (String name : names.subList(0, random.nextInt(names.size() + 1))) {
            members.add("\"" + name + "\":" + VALUES.get(random.nextInt(VALUES.size())));
        }
        return "{" + String.join(",", members) + "}";
    }
}
