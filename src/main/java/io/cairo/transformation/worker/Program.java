package io.cairo.transformation.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.openjdk.nashorn.api.scripting.AbstractJSObject;
import org.openjdk.nashorn.api.scripting.NashornException;
import org.openjdk.nashorn.api.scripting.NashornScriptEngine;
import org.openjdk.nashorn.api.scripting.NashornScriptEngineFactory;
import org.openjdk.nashorn.api.scripting.ScriptObjectMirror;

/** One script in an engine of its own. For one thread. */
final class Program {
    private static final String[] OPTIONS = {
        "--language=es5",
        "--no-java",
        "--no-syntax-extensions",
        "--no-typed-arrays",
        "--optimistic-types=true",
        "-strict"
    };
    private static final String PRELUDE = resource("prelude.js");
    /** The first events also pay for getting the engine going: so much on top for all of them together. */
    private static final Duration GOING = Duration.ofMillis(1_500);

    private static final String WARMING = "var $$handler = function (m) { return function (event) {"
            + " event.properties.b = event.properties.a.map(function (x) { return x + 1; }); return event; }; };";
    private static final int FIRST = 100;
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int MOST_ERROR = 500;

    private final Compiled compiled;
    private final Meter meter;
    private final Emitted emitted = new Emitted();
    private final ScriptObjectMirror kit;
    private final Object script;
    private Duration extra = GOING;
    private int runs;

    /** @throws IllegalArgumentException if the engine cannot read it */
    Program(Compiled compiled, Meter meter) {
        this.compiled = compiled;
        this.meter = meter;
        var engine = (NashornScriptEngine) new NashornScriptEngineFactory()
                .getScriptEngine(OPTIONS, Program.class.getClassLoader(), name -> false);
        try {
            kit = (ScriptObjectMirror) mirror(engine.eval(PRELUDE)).call(null, new Fault(), emitted);
            Object library = load(engine, compiled.libraryForm(), null);
            kit.callMember("close", library);
            script = load(engine, compiled.scriptForm(), library);
        } catch (ScriptException | NashornException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Object load(NashornScriptEngine engine, String source, @Nullable Object library) throws ScriptException {
        return mirror(engine.eval(source)).call(engine.eval("this"), meter, kit.getMember("caught"), library);
    }

    private static ScriptObjectMirror mirror(Object object) {
        return (ScriptObjectMirror) object;
    }

    /** Gets the engine going. */
    static void warm(Meter meter) {
        Program program = new Program(new Compiled(Touched.EVERYTHING, new int[0], "", WARMING), meter);
        for (int i = 0; i < 20; i++) {
            Answer unused = program.run("{\"properties\":{\"a\":[1,\"b\"]}}", "{}", GOING);
        }
    }

    /** Calls the script for one event. */
    Answer run(String event, String metadata, Duration most) {
        emitted.clear();
        meter.start(most, runs++ < FIRST ? extra : Duration.ZERO);
        try {
            String fault = String.valueOf(kit.callMember("run", script, event, metadata));
            return judged(fault, null);
        } catch (StackOverflowError e) {
            return judged("it called itself too deeply", e);
        } catch (RuntimeException e) {
            return judged(sentence(e), e);
        } finally {
            Duration used = meter.stop();
            extra = extra.compareTo(used) > 0 ? extra.minus(used) : Duration.ZERO;
        }
    }

    private Answer judged(String fault, @Nullable Throwable cause) {
        String over = meter.over();
        if (!over.isEmpty()) {
            return new Answer.Failed(over, 0);
        }
        if (emitted.characters > MOST_CHARACTERS) {
            return new Answer.Failed("returned more than " + (MOST_CHARACTERS >> 20) + " MB", 0);
        }
        if (fault.isEmpty()) {
            return emitted.answer();
        }
        return new Answer.Failed(
                fault.substring(0, Math.min(fault.length(), MOST_ERROR)), cause == null ? 0 : line(cause));
    }

    private static String sentence(RuntimeException e) {
        String message = e instanceof NashornException
                ? e.getMessage()
                : "the engine failed: " + e.getClass().getSimpleName();
        return message == null || message.isEmpty() ? "an error without a message" : message;
    }

    private int line(Throwable thrown) {
        for (StackTraceElement frame : NashornException.getScriptFrames(thrown)) {
            if (Compiled.SCRIPT.equals(frame.getFileName())) {
                int line = compiled.line(frame.getLineNumber());
                if (line > 0) {
                    return line;
                }
            }
        }
        return 0;
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Program.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the script returned, as JSON texts. */
    private static final class Emitted extends AbstractJSObject {
        private final List<Utf8> texts = new ArrayList<>();
        private long characters;
        private boolean isKept;

        private void clear() {
            texts.clear();
            characters = 0;
            isKept = false;
        }

        @Override
        public Object call(Object thiz, Object... args) {
            CharSequence text = (CharSequence) args[0];
            isKept = Boolean.TRUE.equals(args[1]);
            characters += text.length();
            if (characters <= MOST_CHARACTERS) {
                texts.add(Utf8.of(text.toString()));
            }
            return "";
        }

        private Answer answer() {
            return isKept ? new Answer.Kept(texts.get(0)) : new Answer.Returned(List.copyOf(texts));
        }

        @Override
        public boolean isFunction() {
            return true;
        }
    }

    /** Checks patterns that are made while code runs. */
    private static final class Fault extends AbstractJSObject {
        @Override
        public Object call(Object thiz, Object... args) {
            return Patterns.fault(args[0].toString(), args[1].toString());
        }

        @Override
        public boolean isFunction() {
            return true;
        }
    }
}
