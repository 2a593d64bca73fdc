package io.cairo.destination.connector;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cairo.base.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Leaves the context out of a message, for receivers that do not want to know the device and the page. */
final class Contexts {
    private Contexts() {}

    /** The same message without its member {@code context}. */
    static byte[] without(byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length);
        try (JsonParser in = StrictJson.parser(payload, 0, payload.length);
                JsonGenerator copy = StrictJson.factory().createGenerator(out)) {
            in.nextToken();
            copy.writeStartObject();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                copyMember(in, copy);
            }
            copy.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a stored payload cannot be read", e);
        }
        return out.toByteArray();
    }

    private static void copyMember(JsonParser in, JsonGenerator copy) throws IOException {
        if (in.currentName().equals("context")) {
            in.nextToken();
            in.skipChildren();
            return;
        }
        copy.copyCurrentStructure(in);
    }
}
