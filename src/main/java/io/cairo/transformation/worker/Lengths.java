package io.cairo.transformation.worker;

import com.google.javascript.rhino.IR;
import com.google.javascript.rhino.Node;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Keeps what functions say of themselves as {@code length}: a parameter with a default, and any after it, does not count.
 * Lowered, it would; so it leaves the list and is read from {@code arguments}.
 */
final class Lengths {
    private final IdentityHashMap<Node, Integer> lowered = new IdentityHashMap<>();

    /** Finds the functions that have defaults. To be called before anything is lowered. */
    void read(Node tree) {
        if (tree.isParamList()) {
            Node first = tree.getFirstChild();
            int length = 0;
            while (first != null && !first.isDefaultValue()) {
                first = first.getNext();
                length++;
            }
            if (first != null) {
                lowered.put(tree.getParent(), length);
            }
        }
        for (Node child = tree.getFirstChild(); child != null; child = child.getNext()) {
            read(child);
        }
    }

    /** Gives them their length back, now that they are lowered. @throws Refusal if one of them is not there any more */
    void restore(Node tree, Form form) throws Refusal {
        restore(tree);
        for (Node lost : lowered.keySet()) {
            throw Faults.at(form, lost.getLineno(), lost.getCharno(), "a parameter cannot have a default here");
        }
    }

    private void restore(Node tree) {
        Integer length = lowered.remove(tree);
        if (length != null) {
            shorten(tree.getSecondChild(), length, tree.getLastChild());
        }
        for (Node child = tree.getFirstChild(); child != null; child = child.getNext()) {
            restore(child);
        }
    }

    private static void shorten(Node parameters, int length, Node body) {
        Set<String> functions = functions(body);
        for (int place = parameters.getChildCount() - 1; place >= length; place--) {
            Node parameter = parameters.getLastChild().detach();
            if (!functions.contains(parameter.getString())) { // a function of that name comes before any parameter
                Node value = IR.getelem(IR.name("arguments"), IR.number(place));
                body.addChildToFront(IR.var(parameter, value).srcrefTreeIfMissing(parameter));
            }
        }
    }

    private static Set<String> functions(Node body) {
        Set<String> names = new HashSet<>();
        for (Node child = body.getFirstChild(); child != null; child = child.getNext()) {
            if (child.isFunction()) {
                names.add(child.getFirstChild().getString());
            }
        }
        return names;
    }
}
