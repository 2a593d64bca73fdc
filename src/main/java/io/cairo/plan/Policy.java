package io.cairo.plan;

/**
 * What a plan does about each way to break it.
 *
 * @param mode about an event that its rule refuses, or that cannot be judged
 * @param events about a track that no plan knows
 * @param properties about a property or trait that no rule for the event names
 */
record Policy(Action mode, Action events, Action properties) {

    /** Whether nothing is ever done. */
    boolean isIdle() {
        return mode == Action.ALLOW && events == Action.ALLOW && properties == Action.ALLOW;
    }

    Action about(Finding finding) {
        return switch (finding.kind()) {
            case UNKNOWN_EVENT -> events;
            case UNKNOWN_PROPERTY -> finding.keyword().isEmpty() ? properties : mode;
            case MISSING_FIELD, WRONG_TYPE, INVALID_VALUE, UNVERIFIABLE -> mode;
        };
    }
}
