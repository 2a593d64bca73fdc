package io.cairo.destination.kit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Puts parts of JSON together to a request's body, byte by byte, without reading them again. */
public final class Bodies {
    private Bodies() {}

    /** {@code [a,b]}. */
    public static byte[] array(List<byte[]> items) {
        return around("[", items, ",", "]");
    }

    /** Each item on a line of its own, the last one ended too. */
    public static byte[] lines(List<byte[]> items) {
        return around("", items, "\n", "\n");
    }

    /** The items, separated, between a beginning and an end. */
    public static byte[] around(String begin, List<byte[]> items, String between, String end) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(utf8(begin));
        byte[] separator = utf8(between);
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                body.writeBytes(separator);
            }
            body.writeBytes(items.get(i));
        }
        body.writeBytes(utf8(end));
        return body.toByteArray();
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
