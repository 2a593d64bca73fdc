package io.cairo.transformation.worker;

import com.google.javascript.rhino.Node;
import java.util.ArrayList;
import java.util.List;

/** Where names stand in a tree. Scopes are not looked at: a name is the same wherever it is. */
final class Names {
    private Names() {}

    static List<Node> of(Node tree, String name) {
        List<Node> found = new ArrayList<>();
        collect(tree, name, true, found);
        return found;
    }

    /** Whether a function names its own {@code arguments}; those of functions in it are others. */
    static boolean hasArguments(Node function) {
        List<Node> found = new ArrayList<>();
        children(function).forEach(child -> collect(child, "arguments", false, found));
        return !found.isEmpty();
    }

    private static void collect(Node tree, String name, boolean inner, List<Node> found) {
        if (tree.isFunction() && !inner) {
            return;
        }
        if (tree.isName() && tree.getString().equals(name)) {
            found.add(tree);
        }
        children(tree).forEach(child -> collect(child, name, inner, found));
    }

    static List<Node> children(Node of) {
        List<Node> children = new ArrayList<>();
        for (Node child = of.getFirstChild(); child != null; child = child.getNext()) {
            children.add(child);
        }
        return children;
    }
}
