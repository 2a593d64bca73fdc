package io.cairo.docs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Something that was rendered before any request came.
 *
 * @param text with {@link BaseUrl#MARKER} in the place of this server's address
 * @param digest changes when the text does
 */
record Rendered(String contentType, String text, String digest) {
    static final String HTML = "text/html; charset=utf-8";

    static Rendered of(String contentType, String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Rendered(contentType, text, HexFormat.of().formatHex(digest, 0, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] at(BaseUrl url) {
        return text.replace(BaseUrl.MARKER, url.text()).getBytes(StandardCharsets.UTF_8);
    }

    /** A validator of the answer to a request for that address. */
    String tag(BaseUrl url) {
        return digest + "-" + Integer.toHexString(url.text().hashCode());
    }
}
