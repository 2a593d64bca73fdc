package io.cairo.transformation.worker;

import com.google.javascript.rhino.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in a lowered script the event comes in.
 *
 * @param maker {@code function(metadata)}, the value of {@code $$handler}
 * @param function what it returns: called with the event, and with what tells its metadata
 */
record Handler(Node maker, Node function) {
    /** Null if it cannot be told for sure which function it is. */
    static @Nullable Handler in(Node file) {
        for (Node child = file.getFirstChild(); child != null; child = child.getNext()) {
            Node name = child.isVar() ? child.getFirstChild() : null;
            if (name != null && name.getString().equals("$$handler") && name.hasChildren()) {
                return ofMaker(name.getFirstChild());
            }
        }
        return null;
    }

    private static @Nullable Handler ofMaker(Node maker) {
        Node last = maker.isFunction() ? maker.getLastChild().getLastChild() : null;
        Node returned = last != null && last.isReturn() ? last.getFirstChild() : null;
        if (returned != null && returned.isName()) {
            returned = declared(maker, returned);
        }
        return returned != null && returned.isFunction() ? new Handler(maker, returned) : null;
    }

    /** The function of that name, if nothing else ever has the name. */
    private static @Nullable Node declared(Node maker, Node returned) {
        Node function = null;
        for (Node name : Names.of(maker, returned.getString())) {
            Node parent = name.getParent();
            boolean declares = parent.isFunction() || (parent.isVar() && name.hasChildren());
            if (declares && function == null) {
                function = parent.isFunction() ? parent : name.getFirstChild();
            } else if (name != returned && !parent.isCall()) {
                return null;
            }
        }
        return function;
    }

    /** The names of its parameters. */
    List<Node> parameters() {
        return Names.children(function.getSecondChild());
    }
}
