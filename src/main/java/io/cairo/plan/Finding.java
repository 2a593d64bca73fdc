package io.cairo.plan;

import java.util.Locale;

/**
 * One way in which an event breaks a plan; tells nothing of the event's values.
 *
 * @param keyword of the schema that says so; empty if it is the plan that does
 * @param field with dots, {@code *} for any place in a list: {@code properties.products.*.price}; empty for the event
 * @param message a sentence about it
 */
record Finding(Kind kind, String keyword, String field, String message) {

    /** How an event can break a plan. */
    enum Kind {
        MISSING_FIELD,
        WRONG_TYPE,
        INVALID_VALUE,
        UNKNOWN_PROPERTY,
        UNKNOWN_EVENT,
        UNVERIFIABLE;

        /** As written: {@code missing_field}. */
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final Finding UNKNOWN_EVENT =
            new Finding(Kind.UNKNOWN_EVENT, "", "", "No tracking plan of the namespace has this event");

    static final Finding UNVERIFIABLE = new Finding(
            Kind.UNVERIFIABLE,
            "",
            "",
            "The event could not be judged within the steps and levels that a check may take");
}
