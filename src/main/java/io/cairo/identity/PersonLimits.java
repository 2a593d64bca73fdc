package io.cairo.identity;

/**
 * How many identifiers one person may have. What would be more is somebody else: a shared device, a test account, a fault.
 *
 * @param userIds the most user ids
 * @param anonymousIds the most anonymous ids
 * @param emails the most emails
 * @param others the most of each other type
 * @param all the most of all together
 */
record PersonLimits(int userIds, int anonymousIds, int emails, int others, int all) {
    static final PersonLimits DEFAULT = new PersonLimits(20, 500, 20, 100, 1_000);

    /** The most of a kind, as {@link Census} counts kinds. */
    int of(String kind) {
        return switch (kind) {
            case Census.USER_IDS -> userIds;
            case Census.ANONYMOUS_IDS -> anonymousIds;
            case Census.EMAILS -> emails;
            default -> others;
        };
    }
}
