package io.cairo.ingest.reading;

/** An event breaks the contract; caught where a batch is read, so that its neighbours are taken all the same. */
public final class BadEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    public BadEvent(String code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
    }

    /** For programs. */
    public String code() {
        return code;
    }

    /** For people: the field, what came, what is allowed. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
