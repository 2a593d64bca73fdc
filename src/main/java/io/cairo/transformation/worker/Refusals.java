package io.cairo.transformation.worker;

import com.google.javascript.rhino.Node;
import java.util.Set;

/** Looks for what the author's code may not have, or what would run other than it reads. */
final class Refusals {
    /** They would answer other than elsewhere, in silence: the engine knows no locales. */
    private static final Set<String> LOCAL = Set.of("toLocaleString", "toLocaleDateString", "toLocaleTimeString");

    private Refusals() {}

    /** @throws Refusal of the first thing that is not run */
    static void check(Node tree, Form form) throws Refusal {
        String reason = reason(tree);
        if (!reason.isEmpty() && !isOurs(tree, form)) {
            throw Faults.at(form, tree.getLineno(), tree.getCharno(), reason);
        }
        for (Node child = tree.getFirstChild(); child != null; child = child.getNext()) {
            check(child, form);
        }
    }

    private static boolean isOurs(Node node, Form form) {
        return node.getLineno() == 1 && node.getCharno() < form.head().length();
    }

    private static String reason(Node node) {
        return switch (node.getToken()) {
            case FUNCTION ->
                node.isAsyncFunction() ? "async functions are not run: nothing can be waited for here" : "";
            case AWAIT, FOR_AWAIT_OF -> "await is not run: nothing can be waited for here";
            case BIGINT -> "BigInt is not there; use a number or a string";
            case WITH -> "'with' is not run";
            case IMPORT, DYNAMIC_IMPORT, IMPORT_META -> "nothing can be imported";
            case NEW_TARGET -> "new.target is not run";
            case REGEXP -> ofPattern(node);
            case NAME -> ofName(node);
            case CALL, OPTCHAIN_CALL, NEW -> ofCall(node.getFirstChild());
            case SETTER_DEF -> // it must keep the one parameter that Lengths would take
                node.getFirstChild().getSecondChild().getFirstChild().isDefaultValue()
                        ? "the value of a setter has no default here"
                        : "";
            case COMPUTED_PROP ->
                node.getParent().isObjectLit() && node.getFirstChild().matchesQualifiedName("Symbol.iterator")
                        ? "only classes can be made iterable"
                        : "";
            default -> "";
        };
    }

    private static String ofPattern(Node node) {
        String flags = node.hasTwoChildren() ? node.getSecondChild().getString() : "";
        String fault = Patterns.fault(node.getFirstChild().getString(), flags);
        return fault.isEmpty() ? "" : "this pattern is not run: " + fault;
    }

    private static String ofName(Node node) {
        String name = node.getString();
        if (name.startsWith(Fuel.RESERVED) || name.startsWith("$jscomp")) {
            return "names that start with $$ or $jscomp are taken";
        }
        if (name.equals("eval")) {
            return "eval is not there";
        }
        if (name.equals("globalThis")) {
            return "globalThis is not there: code sees the event and nothing outside of it";
        }
        boolean symbol = name.equals("Symbol") && !node.getParent().matchesQualifiedName("Symbol.iterator");
        return symbol ? "of Symbol only Symbol.iterator is there" : "";
    }

    private static String ofCall(Node called) {
        if (called.isName() && called.getString().equals("Function")) {
            return "functions cannot be made from text";
        }
        boolean local = (called.isGetProp() || called.isOptChainGetProp()) && LOCAL.contains(called.getString());
        return local ? called.getString() + " is not there: formats of languages are not known here" : "";
    }
}
