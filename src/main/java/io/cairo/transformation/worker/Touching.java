package io.cairo.transformation.worker;

import com.google.javascript.jscomp.NodeUtil;
import com.google.javascript.rhino.Node;
import com.google.javascript.rhino.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds out what of an event a lowered script touches. Where the event itself could get to any place from which its other
 * members could be seen, that is everything: only uses that are known to be harmless are let pass.
 */
final class Touching {
    /** Every object has them, and called they see all of it. */
    private static final Set<String> OF_ALL = Set.of(
            "constructor",
            "hasOwnProperty",
            "isPrototypeOf",
            "propertyIsEnumerable",
            "toJSON",
            "toLocaleString",
            "toSource",
            "toString",
            "valueOf");

    /** Each is looked for in each event. */
    private static final int MOST = 32;

    /** Names that only the compiler gives. */
    private static final String COMPILERS = "$jscomp$";

    private final Node file;
    private final Handler handler;
    private final String told;
    private final boolean isToldSafe;
    private final Set<String> members = new TreeSet<>();
    private final Set<String> aliases = new HashSet<>();

    private Touching(Node file, Handler handler) {
        this.file = file;
        this.handler = handler;
        List<Node> parameters = handler.parameters();
        told = parameters.size() > 1 ? parameters.get(1).getString() : "metadata";
        isToldSafe = Names.of(handler.maker(), told).stream().allMatch(name -> isParameter(name) || isCalled(name));
    }

    /** To be asked of a script that is lowered, before checks are put into it. */
    static Touched of(Node file) {
        Handler handler = Handler.in(file);
        if (handler == null || Names.hasArguments(handler.maker()) || Names.hasArguments(handler.function())) {
            return Touched.EVERYTHING;
        }
        return new Touching(file, handler).touched();
    }

    private Touched touched() {
        List<Node> parameters = handler.parameters();
        boolean metadata = isUsed(told) || isUsed("metadata") || parameters.size() > 2;
        boolean harmless = parameters.isEmpty()
                || areHarmless(handler.function(), parameters.get(0).getString());
        return new Touched(harmless && members.size() <= MOST ? List.copyOf(members) : null, metadata);
    }

    private boolean isUsed(String name) {
        return Names.of(handler.maker(), name).stream().anyMatch(use -> !isParameter(use));
    }

    private boolean isParameter(Node name) {
        Node function = name.getGrandparent();
        return name.getParent().isParamList() && (function == handler.function() || function == handler.maker());
    }

    private boolean areHarmless(Node tree, String name) {
        return Names.of(tree, name).stream().allMatch(use -> isParameter(use) || isHarmless(use));
    }

    /** @param event an expression that may give the event */
    private boolean isHarmless(Node event) {
        Node parent = event.getParent();
        boolean isFirst = parent.getFirstChild() == event;
        return switch (parent.getToken()) {
            case GETPROP -> isMember(parent, parent.getString());
            case GETELEM ->
                isFirst
                        && parent.getLastChild().isStringLit()
                        && isMember(parent, parent.getLastChild().getString());
            case RETURN -> NodeUtil.getEnclosingFunction(parent) == handler.function();
            case CALL -> !isFirst && isToldSafe && parent.getFirstChild().matchesName(told);
            case NAME -> isAlias(parent);
            case ASSIGN ->
                !isFirst && parent.getFirstChild().isName() && isAlias(parent.getFirstChild()) && isHarmless(parent);
            case HOOK, AND -> isFirst || isHarmless(parent);
            case OR -> isHarmless(parent);
            case COMMA -> isFirst || isHarmless(parent);
            case EQ, NE, SHEQ, SHNE -> isNothing(isFirst ? parent.getLastChild() : parent.getFirstChild());
            case IF, NOT, TYPEOF, EXPR_RESULT -> true;
            default -> false;
        };
    }

    /** Called as a method, it would get the event as its {@code this}. */
    private boolean isMember(Node access, String name) {
        if (!Touched.isPlain(name) || name.startsWith("__") || OF_ALL.contains(name) || isCalled(access)) {
            return false;
        }
        members.add(name);
        return true;
    }

    /** What the compiler has put the event into, to take it apart. Wherever else that name stands, it counts as the event. */
    private boolean isAlias(Node name) {
        String alias = name.getString();
        return alias.startsWith(COMPILERS) && (!aliases.add(alias) || areAliasesHarmless(alias));
    }

    private boolean areAliasesHarmless(String alias) {
        return Names.of(file, alias).stream().allMatch(use -> isDeclared(use) || isHarmless(use));
    }

    /** Where it gets its value. */
    private static boolean isDeclared(Node name) {
        Node parent = name.getParent();
        return parent.isVar() || (parent.isAssign() && parent.getFirstChild() == name);
    }

    private static boolean isCalled(Node function) {
        return function.getParent().isCall() && function.getParent().getFirstChild() == function;
    }

    private static boolean isNothing(Node node) {
        return node.isNull() || node.getToken() == Token.VOID;
    }
}
