package io.cairo.ingest.reading;

import com.fasterxml.jackson.core.JsonToken;
import io.cairo.base.JsonCursor;
import io.cairo.base.JsonWriter;
import io.cairo.message.Identifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event's {@code context} and {@code integrations}: its own fields, and those of the batch that it lacks. Some clients
 * say who they are only there.
 */
final class Inheritance {
    private final JsonCursor from;
    private final JsonWriter to;
    private final JsonCopy copy;
    private final MessageReader.Surroundings surroundings;

    private boolean hasContext;
    private boolean hasIntegrations;
    private @Nullable String email;
    private @Nullable String namespace;
    private final List<Identifier> externalIds = new ArrayList<>();

    Inheritance(JsonCursor from, JsonWriter to, JsonCopy copy, MessageReader.Surroundings surroundings) {
        this.from = from;
        this.to = to;
        this.copy = copy;
        this.surroundings = surroundings;
    }

    /** The email of the context's traits, as written. */
    @Nullable
    String email() {
        return email;
    }

    /** The context's namespace, as written. */
    @Nullable
    String namespace() {
        return namespace;
    }

    /** The context's ids of other systems that can be used; others only travel. */
    List<Identifier> externalIds() {
        return List.copyOf(externalIds);
    }

    /** Copies the event's own context and adds to it; the cursor stands on its value. */
    void context() {
        if (from.token() == JsonToken.VALUE_NULL) {
            return;
        }
        hasContext = true;
        Set<String> own = new HashSet<>();
        to.name("context");
        to.startObject();
        copy.fields("context", (field, value) -> own.add(field) && watch(field, value));
        addContext(own);
    }

    /** Copies the event's own integrations and adds to them; the cursor stands on their value. */
    void integrations() {
        if (from.token() != JsonToken.START_OBJECT) {
            from.skip();
            return;
        }
        hasIntegrations = true;
        Set<String> own = new HashSet<>();
        to.name("integrations");
        to.startObject();
        copy.fields("integrations", (field, value) -> !own.add(field));
        add(surroundings.envelope().integrations(), own);
        to.endObject();
    }

    /** Writes what the event had no place for. */
    void complete() {
        boolean more = surroundings.envelope().context() != null
                || surroundings.arrived().clientAddress() != null;
        if (!hasContext && more) {
            to.name("context");
            to.startObject();
            addContext(new HashSet<>());
        }
        if (!hasIntegrations && surroundings.envelope().integrations() != null) {
            to.name("integrations");
            to.startObject();
            add(surroundings.envelope().integrations(), new HashSet<>());
            to.endObject();
        }
    }

    /** The value of the field {@code email} if this is it, else what was known before. */
    static @Nullable String email(String field, JsonCursor value, @Nullable String before) {
        return field.equals("email") && value.token() == JsonToken.VALUE_STRING ? value.text() : before;
    }

    private boolean watch(String field, JsonCursor value) {
        if (field.equals("namespace") && value.token() == JsonToken.VALUE_STRING) {
            namespace = value.text();
        }
        if (field.equals("externalIds") && value.token() == JsonToken.START_ARRAY) {
            watchExternalIds();
            return true;
        }
        if (!field.equals("traits") || value.token() != JsonToken.START_OBJECT) {
            return false;
        }
        to.startObject();
        copy.fields(field, (trait, traitValue) -> {
            email = email(trait, traitValue, email);
            return false;
        });
        to.endObject();
        return true;
    }

    private void watchExternalIds() {
        to.startArray();
        while (from.next() != JsonToken.END_ARRAY) {
            if (from.token() == JsonToken.START_OBJECT) {
                watchExternalId();
            } else {
                copy.value();
            }
        }
        to.endArray();
    }

    /** @see <a href="https://segment.com/docs/unify/identity-resolution/externalids/">Segment's external ids</a> */
    private void watchExternalId() {
        Map<String, String> fields = new HashMap<>();
        to.startObject();
        copy.fields("externalIds", (field, value) -> {
            if (value.token().isScalarValue()) {
                fields.put(field, copy.clean(value.text()).strip());
            }
            return false;
        });
        to.endObject();
        String type = fields.getOrDefault("type", "");
        String id = fields.getOrDefault("id", "");
        boolean isUsers = fields.getOrDefault("collection", "users").equals("users");
        boolean fits = !id.isEmpty() && id.length() <= Limits.IDENTIFIER && externalIds.size() < Limits.EXTERNAL_IDS;
        if (isUsers && fits && Identifier.isCustomType(type)) {
            externalIds.add(new Identifier(type, id));
        }
    }

    private void addContext(Set<String> own) {
        add(surroundings.envelope().context(), own);
        String address = surroundings.arrived().clientAddress();
        if (address != null && !own.contains("ip")) {
            to.field("ip", address);
        }
        to.endObject();
    }

    private void add(Envelope.@Nullable Span span, Set<String> own) {
        if (span == null) {
            return;
        }
        JsonCursor shared = new JsonCursor(surroundings.body(), span.offset(), span.length());
        JsonCopy sharedCopy = new JsonCopy(shared, to);
        shared.next();
        while (shared.next() == JsonToken.FIELD_NAME) {
            String field = shared.name();
            shared.next();
            if (own.add(field)) {
                sharedCopy.name(field);
                sharedCopy.value();
            } else {
                shared.skip();
            }
        }
    }
}
