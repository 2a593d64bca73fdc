package io.cairo.delivery;

/** Another node works on the destination now, or it is gone: nothing may be written for it any more. */
final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLost() {
        super("the lease is lost", null, false, false);
    }
}
