package io.cairo.transformation.worker;

import com.google.javascript.rhino.IR;
import com.google.javascript.rhino.Node;
import com.google.javascript.rhino.Token;

/**
 * Puts a check at the entry of each function, loop and catch. It is an inline count, not a call: a call could itself run out
 * of stack, be caught, and let a recursion go on for ever.
 */
final class Fuel {
    /** Names that code may not use. */
    static final String RESERVED = "$$";

    private static final String LEFT = "$$f";

    private Fuel() {}

    static void into(Node tree) {
        for (Node child = tree.getFirstChild(); child != null; child = child.getNext()) {
            into(child);
        }
        if (tree.isFunction()) {
            tree.getLastChild().addChildToFront(check(tree));
        } else if (tree.isCatch()) {
            intoCatch(tree);
        } else if (isLoop(tree)) {
            body(tree).addChildToFront(check(tree));
        }
    }

    private static boolean isLoop(Node node) {
        return node.isVanillaFor() || node.isForIn() || node.isWhile() || node.isDo();
    }

    private static Node body(Node loop) {
        return loop.isDo() ? loop.getFirstChild() : loop.getLastChild();
    }

    /** What is caught is cleaned of the engine's own objects after the check. */
    private static void intoCatch(Node node) {
        String name = node.getFirstChild().getString();
        Node cleaned = IR.assign(IR.name(name), IR.call(IR.name("$$caught"), IR.name(name)));
        Node block = node.getSecondChild();
        block.addChildToFront(IR.exprResult(cleaned).srcrefTree(node));
        block.addChildToFront(check(node));
    }

    /** {@code if (--$$f < 0) { $$f = $$fuel() | 0; }} */
    private static Node check(Node at) {
        Node spent = IR.lt(new Node(Token.DEC, IR.name(LEFT)), IR.number(0));
        Node more = IR.assign(IR.name(LEFT), new Node(Token.BITOR, IR.call(IR.name("$$fuel")), IR.number(0)));
        return IR.ifNode(spent, IR.block(IR.exprResult(more))).srcrefTree(at);
    }
}
