package io.cairo.destination.egress;

import java.io.IOException;

/** An address may not be called. The sentence says why and what to do; it never repeats the address. */
public final class EgressRefused extends IOException {
    private static final long serialVersionUID = 1L;

    EgressRefused(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
