package io.cairo.destination.egress;

import java.io.IOException;

/** A receiver does not let us in: its settings must change. The code is the receiver's own, without anything personal. */
public final class SignInRefused extends IOException {
    private static final long serialVersionUID = 1L;

    public SignInRefused(String code) {
        super(code);
    }
}
