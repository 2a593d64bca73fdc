package io.cairo.base;

/** An object has the same key twice, and whoever reads it wants to know. */
public final class RepeatedKey extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RepeatedKey() {
        super("an object has the same key twice", null, false, false);
    }
}
