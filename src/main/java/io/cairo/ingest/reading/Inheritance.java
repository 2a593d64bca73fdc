package io.cairo.ingest.reading;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cairo.base.StrictJson;
import io.cairo.message.Identifier;
import java.io.IOException;
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
    private final JsonParser from;
    private final JsonGenerator to;
    private final JsonCopy copy;
    private final MessageReader.Surroundings surroundings;

    private boolean hasContext;
    private boolean hasIntegrations;
    private @Nullable String email;
    private @Nullable String namespace;
    private final List<Identifier> externalIds = new ArrayList<>();

    Inheritance(JsonParser from, JsonGenerator to, JsonCopy copy, MessageReader.Surroundings surroundings) {
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

    /** Copies the event's own context and adds to it; the parser stands on its value. */
    void context() throws IOException {
        if (from.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        hasContext = true;
        Set<String> own = new HashSet<>();
        to.writeObjectFieldStart("context");
        copy.fields("context", (field, value) -> own.add(field) && watch(field, value));
        addContext(own);
    }

    /** Copies the event's own integrations and adds to them; the parser stands on their value. */
    void integrations() throws IOException {
        if (from.currentToken() != JsonToken.START_OBJECT) {
            from.skipChildren();
            return;
        }
        hasIntegrations = true;
        Set<String> own = new HashSet<>();
        to.writeObjectFieldStart("integrations");
        copy.fields("integrations", (field, value) -> !own.add(field));
        add(surroundings.envelope().integrations(), own);
        to.writeEndObject();
    }

    /** Writes what the event had no place for. */
    void complete() throws IOException {
        boolean more = surroundings.envelope().context() != null
                || surroundings.arrived().clientAddress() != null;
        if (!hasContext && more) {
            to.writeObjectFieldStart("context");
            addContext(new HashSet<>());
        }
        if (!hasIntegrations && surroundings.envelope().integrations() != null) {
            to.writeObjectFieldStart("integrations");
            add(surroundings.envelope().integrations(), new HashSet<>());
            to.writeEndObject();
        }
    }

    /** The value of the field {@code email} if this is it, else what was known before. */
    static @Nullable String email(String field, JsonParser value, @Nullable String before) throws IOException {
        return field.equals("email") && value.currentToken() == JsonToken.VALUE_STRING ? value.getText() : before;
    }

    private boolean watch(String field, JsonParser value) throws IOException {
        if (field.equals("namespace") && value.currentToken() == JsonToken.VALUE_STRING) {
            namespace = value.getText();
        }
        if (field.equals("externalIds") && value.currentToken() == JsonToken.START_ARRAY) {
            watchExternalIds();
            return true;
        }
        if (!field.equals("traits") || value.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        to.writeStartObject();
        copy.fields(field, (trait, traitValue) -> {
            email = email(trait, traitValue, email);
            return false;
        });
        to.writeEndObject();
        return true;
    }

    private void watchExternalIds() throws IOException {
        to.writeStartArray();
        while (from.nextToken() != JsonToken.END_ARRAY) {
            if (from.currentToken() == JsonToken.START_OBJECT) {
                watchExternalId();
            } else {
                copy.value();
            }
        }
        to.writeEndArray();
    }

    /** @see <a href="https://segment.com/docs/unify/identity-resolution/externalids/">Segment's external ids</a> */
    private void watchExternalId() throws IOException {
        Map<String, String> fields = new HashMap<>();
        to.writeStartObject();
        copy.fields("externalIds", (field, value) -> {
            if (value.currentToken().isScalarValue()) {
                fields.put(field, copy.clean(value.getText()).strip());
            }
            return false;
        });
        to.writeEndObject();
        String type = fields.getOrDefault("type", "");
        String id = fields.getOrDefault("id", "");
        boolean isUsers = fields.getOrDefault("collection", "users").equals("users");
        boolean fits = !id.isEmpty() && id.length() <= Limits.IDENTIFIER && externalIds.size() < Limits.EXTERNAL_IDS;
        if (isUsers && fits && Identifier.isCustomType(type)) {
            externalIds.add(new Identifier(type, id));
        }
    }

    private void addContext(Set<String> own) throws IOException {
        add(surroundings.envelope().context(), own);
        String address = surroundings.arrived().clientAddress();
        if (address != null && !own.contains("ip")) {
            to.writeStringField("ip", address);
        }
        to.writeEndObject();
    }

    private void add(Envelope.@Nullable Span span, Set<String> own) throws IOException {
        if (span == null) {
            return;
        }
        try (JsonParser shared = StrictJson.parser(surroundings.body(), span.offset(), span.length())) {
            JsonCopy sharedCopy = new JsonCopy(shared, to);
            shared.nextToken();
            while (shared.nextToken() == JsonToken.FIELD_NAME) {
                String field = shared.currentName();
                shared.nextToken();
                if (own.add(field)) {
                    sharedCopy.name(field);
                    sharedCopy.value();
                } else {
                    shared.skipChildren();
                }
            }
        }
    }
}
