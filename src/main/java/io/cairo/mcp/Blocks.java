package io.cairo.mcp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairo.context.Content;
import io.cairo.context.Contents;
import java.io.IOException;
import java.util.Base64;

/** Content as the protocol writes it. */
final class Blocks {
    private Blocks() {}

    static void write(JsonGenerator json, Content content) throws IOException {
        json.writeStartObject();
        if (content instanceof Content.Text text) {
            text(json, text.text());
        } else if (content instanceof Content.Image image) {
            media(json, "image", image.mimeType(), image.data());
        } else if (content instanceof Content.Audio audio) {
            media(json, "audio", audio.mimeType(), audio.data());
        } else if (content instanceof Content.Embedded embedded) {
            json.writeStringField("type", "resource");
            json.writeFieldName("resource");
            write(json, embedded.contents());
        }
        json.writeEndObject();
    }

    static void write(JsonGenerator json, Contents contents) throws IOException {
        json.writeStartObject();
        json.writeStringField("uri", contents.uri());
        json.writeStringField("mimeType", contents.mimeType());
        if (contents.text() != null) {
            json.writeStringField("text", contents.text());
        }
        if (contents.blob() != null) {
            json.writeStringField("blob", Base64.getEncoder().encodeToString(contents.blob()));
        }
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String text) throws IOException {
        json.writeStringField("type", "text");
        json.writeStringField("text", text);
    }

    private static void media(JsonGenerator json, String type, String mimeType, byte[] data) throws IOException {
        json.writeStringField("type", type);
        json.writeStringField("data", Base64.getEncoder().encodeToString(data));
        json.writeStringField("mimeType", mimeType);
    }
}
