package io.cairo.transformation.worker;

import com.google.javascript.jscomp.CheckLevel;
import com.google.javascript.jscomp.Compiler;
import com.google.javascript.jscomp.CompilerOptions;
import com.google.javascript.jscomp.CompilerOptions.LanguageMode;
import com.google.javascript.jscomp.CustomPassExecutionTime;
import com.google.javascript.jscomp.DiagnosticGroups;
import com.google.javascript.jscomp.JSChunk;
import com.google.javascript.jscomp.JSError;
import com.google.javascript.jscomp.Result;
import com.google.javascript.jscomp.SourceFile;
import com.google.javascript.rhino.Node;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;

/** Makes what an author wrote, in the language of today, into what the engine runs, with fuel checks in it. */
final class Lowering {
    private static final int MOST_BYTES = 64 << 10;
    /** The names that exist; any other is refused, with its line, before it fails in the middle of the night. */
    private static final String GLOBALS =
            "/** @externs */ var undefined,NaN,Infinity,parseInt,parseFloat,isNaN,isFinite,"
                    + "encodeURI,encodeURIComponent,decodeURI,decodeURIComponent,escape,unescape,Object,Array,String,Boolean,Number,"
                    + "Math,Error,ReferenceError,SyntaxError,TypeError,EvalError,RangeError,URIError,Date,RegExp,JSON,Map,Set,WeakMap,"
                    + "WeakSet,Symbol,console,Function,arguments;";

    private Lowering() {}

    /** Never throws: what goes wrong is the author's to know. */
    static Answer compile(String code) {
        try {
            if (code.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
                return new Answer.Refused("code: it is longer than " + (MOST_BYTES >> 10) + " KB");
            }
            Compiled compiled = lowered(Form.of(code));
            Program unused = new Program(compiled, new Meter());
            return new Answer.Done(compiled.text());
        } catch (Refusal e) {
            return new Answer.Refused("code: " + e.getMessage());
        } catch (StackOverflowError e) {
            return new Answer.Refused("code: it is nested too deeply");
        } catch (RuntimeException e) {
            return new Answer.Refused(
                    "code: it cannot be made ready to run (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static Compiled lowered(Form form) throws Refusal {
        Compiler compiler = compiler();
        JSChunk library = chunk("library", "");
        JSChunk script = chunk("script", form.text());
        script.addDependency(library);
        List<SourceFile> externs = List.of(SourceFile.fromCode("globals", GLOBALS));
        CompilerOptions options = options();
        Lengths lengths = new Lengths();
        options.addCustomPass(CustomPassExecutionTime.BEFORE_CHECKS, (none, tree) -> lengths.read(tree));
        Result result = compiler.compileChunks(externs, List.of(library, script), options);
        for (JSError error : result.errors) {
            throw Faults.of(error, form);
        }
        Node files = compiler.getRoot().getLastChild();
        lengths.restore(files, form);
        Touched touched = Touching.of(files.getLastChild());
        Fuel.into(files);
        String libraryText = compiler.toSource(library);
        compiler.resetAndIntitializeSourceMap();
        String scriptText = compiler.toSource(script);
        return new Compiled(touched, Lines.of(compiler, scriptText), libraryText, scriptText);
    }

    private static JSChunk chunk(String name, String text) {
        JSChunk chunk = new JSChunk(name);
        chunk.add(SourceFile.fromCode(name, text));
        return chunk;
    }

    /** A compiler that says nothing and starts no thread. */
    static Compiler compiler() {
        Compiler.setLoggingLevel(Level.OFF);
        Compiler compiler =
                new Compiler(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        compiler.disableThreads();
        return compiler;
    }

    static CompilerOptions options() {
        CompilerOptions options = new CompilerOptions();
        options.setLanguageIn(LanguageMode.UNSTABLE);
        options.setLanguageOut(LanguageMode.ECMASCRIPT5_STRICT);
        options.setStrictModeInput(true);
        options.setEmitUseStrict(false);
        options.setRewritePolyfills(true);
        options.setPrettyPrint(true);
        options.setSourceMapOutputPath("map");
        options.setCheckSymbols(true);
        options.setWarningLevel(DiagnosticGroups.UNDEFINED_VARIABLES, CheckLevel.ERROR);
        return options;
    }
}
