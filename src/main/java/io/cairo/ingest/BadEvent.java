package io.cairo.ingest;

/** An event breaks the contract; caught where a batch is read, so that its neighbours are taken all the same. */
final class BadEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    BadEvent(String code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
