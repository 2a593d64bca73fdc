package io.cairo.delivery;

import io.cairo.base.JsonTree;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Parcel;
import io.cairo.destination.Shipment;
import io.cairo.tool.Doc;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A request as it is shown, before it is sent or instead of that. */
public record Sketch(
        String method,
        @Doc("Secrets are masked") String url,
        JsonObject headers,

        @Doc("As it would be sent, with masked secrets; cut off after 20000 characters")
        String body,

        List<String> messageIds) {
    private static final int MOST_SHOWN = 20_000;
    private static final int MOST_UNPACKED = 200_000;

    /** @param now when it would be sent: some requests are signed with the time */
    static Sketch of(Shipment shipment, Veil veil, Instant now) {
        HttpCall call = shipment.call().at(now);
        JsonObjectBuilder headers = JsonTree.JSON.createObjectBuilder();
        veil.over(call.headers()).forEach(headers::add);
        return new Sketch(
                call.method(),
                veil.over(call.uri().toString()),
                headers.build(),
                cut(veil.over(text(call.body()))),
                shipment.parcels().stream().map(Parcel::messageId).toList());
    }

    private static String cut(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
    }

    private static String text(byte[] body) {
        byte[] shown = unpacked(body);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(shown))
                    .toString();
        } catch (CharacterCodingException e) {
            return "(" + body.length + " bytes that are no text)";
        }
    }

    private static byte[] unpacked(byte[] body) {
        if (body.length < 2 || body[0] != 0x1f || body[1] != (byte) 0x8b) {
            return body;
        }
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return unpacked.readNBytes(MOST_UNPACKED);
        } catch (IOException e) {
            return body;
        }
    }
}
