package io.cairo.transformation.worker;

import com.google.javascript.jscomp.Compiler;
import com.google.javascript.jscomp.JSError;
import com.google.javascript.jscomp.NodeUtil;
import com.google.javascript.jscomp.SourceFile;
import com.google.javascript.rhino.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * The author's code as one function, {@code $$handler(metadata)}, that gives the function to call for each event.
 *
 * @param head what was put before the code, on its first line
 */
record Form(String head, String code, String tail) {
    private static final String START = "var $$handler=function(metadata){";
    private static final String END = "\n};";

    /** One text, in which the author's code has its own lines. */
    String text() {
        return head + code + tail;
    }

    /** Recognises what was written: a program, a function or the body of one. */
    static Form of(String code) throws Refusal {
        Form program = new Form("", code, "");
        Node parsed;
        try {
            parsed = program.parsed();
        } catch (Refusal asProgram) {
            return bodyOrFunction(code, asProgram);
        }
        Refusals.check(parsed, program);
        String bare = withoutExports(code, parsed);
        return bare.equals(code) ? ofProgram(code, parsed) : of(bare);
    }

    private static Form bodyOrFunction(String code, Refusal asProgram) throws Refusal {
        boolean isFunction = code.stripLeading().matches("(?s)(async\\s+)?(function\\b|\\().*");
        boolean isBody = asProgram.toString().contains("return must be inside function");
        Refusal furthest = isBody ? new Refusal(0, 0, "") : asProgram;
        for (Form form : isFunction ? List.of(function(code), body(code)) : List.of(body(code))) {
            try {
                return form.checked();
            } catch (Refusal e) {
                furthest = e.isAfter(furthest) ? e : furthest;
            }
        }
        throw furthest;
    }

    private Form checked() throws Refusal {
        Node parsed = parsed();
        Refusals.check(parsed, this);
        checkWhole(parsed);
        return this;
    }

    private static Form ofProgram(String code, Node parsed) throws Refusal {
        if (parsed.hasOneChild()
                && parsed.getFirstChild().isExprResult()
                && parsed.getFirstFirstChild().isFunction()) {
            return function(code);
        }
        List<String> functions = functions(parsed);
        for (String name : List.of("transformEvent", "transform")) {
            if (functions.contains(name)) {
                return program(code, name);
            }
        }
        if (functions.size() != 1) {
            throw new Refusal(
                    0,
                    0,
                    "it returns nothing: write a function of event, the body of one with 'return event;',"
                            + " or a program with transformEvent(event, metadata)");
        }
        return program(code, functions.get(0));
    }

    private static Form program(String code, String handler) {
        return new Form(START, code, "\nreturn " + handler + ";" + END);
    }

    private static Form body(String code) {
        return new Form(START + "return function(event,metadata){", code, "\n};" + END);
    }

    private static Form function(String code) {
        return new Form(START + "return (", code.stripTrailing().replaceAll(";+$", ""), "\n);" + END);
    }

    /** All of the code has to be inside of the function that is put around it. */
    private void checkWhole(Node parsed) throws Refusal {
        Node handler = parsed.getFirstFirstChild();
        if (!parsed.hasOneChild()
                || handler == null
                || handler.getFirstChild() == null
                || !handler.getFirstChild().isFunction()) {
            throw new Refusal(0, 0, "its brackets do not match");
        }
        Node block = handler.getFirstChild().getLastChild();
        if (!block.hasOneChild()
                || block.getFirstFirstChild() == null
                || !block.getFirstFirstChild().isFunction()) {
            throw new Refusal(0, 0, "it is no function of event, and no body of one");
        }
    }

    private static List<String> functions(Node program) {
        List<String> names = new ArrayList<>();
        for (Node child = program.getFirstChild(); child != null; child = child.getNext()) {
            Node value = NodeUtil.isNameDeclaration(child) ? child.getFirstFirstChild() : child;
            if (value != null && value.isFunction()) {
                names.add(child.getFirstChild().getString());
            }
        }
        return names;
    }

    /** The code with blanks where exports are said, so that lines and columns stay. */
    private static String withoutExports(String code, Node program) {
        StringBuilder bare = new StringBuilder(code);
        for (Node child = program.getFirstChild(); child != null; child = child.getNext()) {
            if (child.isExport()) {
                Node exported = child.getFirstChild();
                int from = child.getSourceOffset();
                int to = exported.isExportSpecs() ? from + child.getLength() : exported.getSourceOffset();
                for (int i = from; i < to; i++) {
                    bare.setCharAt(i, bare.charAt(i) == '\n' ? '\n' : ' ');
                }
            }
        }
        return bare.toString();
    }

    /** The statements of the text, as a tree. */
    private Node parsed() throws Refusal {
        Compiler compiler = Lowering.compiler();
        compiler.initOptions(Lowering.options());
        Node script = compiler.parse(SourceFile.fromCode("script", text()));
        for (JSError error : compiler.getErrors()) {
            throw Faults.of(error, this);
        }
        Node first = script.getFirstChild();
        return first != null && first.isModuleBody() ? first : script;
    }
}
