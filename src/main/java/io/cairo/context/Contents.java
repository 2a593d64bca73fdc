package io.cairo.context;

import org.jspecify.annotations.Nullable;

/**
 * What a resource holds: either text or bytes.
 *
 * @param uri where it was read
 */
@SuppressWarnings("ArrayRecordComponent") // written once, on the spot
public record Contents(
        String uri, String mimeType, @Nullable String text, byte @Nullable [] blob) {

    public static Contents text(String uri, String mimeType, String text) {
        return new Contents(uri, mimeType, text, null);
    }

    public static Contents blob(String uri, String mimeType, byte[] blob) {
        return new Contents(uri, mimeType, null, blob);
    }
}
