package io.cairo.ingest.reading;

import io.cairo.base.JsonCursor;
import io.cairo.message.Message;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The emails that one event names outside of its context, as they are written. */
final class Emails {
    private static final int LONGEST = 320;

    private @Nullable String ofTraits;
    private @Nullable String ofProperties;

    /** Sees a field of the traits. */
    boolean watchTraits(String field, JsonCursor value) {
        ofTraits = Inheritance.email(field, value, ofTraits);
        return false;
    }

    /** Sees a field of the properties. */
    boolean watchProperties(String field, JsonCursor value) {
        ofProperties = Inheritance.email(field, value, ofProperties);
        return false;
    }

    /** Whether there is none. */
    boolean isEmpty() {
        return ofTraits == null && ofProperties == null;
    }

    /**
     * The email that counts, as emails are compared; null if there is none. That of a group's traits is the group's and not the
     * person's.
     *
     * @param ofContext counts if there is no other
     */
    @Nullable
    String counting(Message.Type kind, @Nullable String ofContext, JsonCopy copy) {
        if (ofTraits != null && kind != Message.Type.GROUP) {
            return normalized(ofTraits, copy);
        }
        String written = ofProperties == null ? ofContext : ofProperties;
        return written == null ? null : normalized(written, copy);
    }

    private static @Nullable String normalized(String written, JsonCopy copy) {
        String email = copy.clean(written).strip().toLowerCase(Locale.ROOT);
        return email.indexOf('@') > 0 && email.length() <= LONGEST ? email : null;
    }
}
