package io.cairo.ingest.reading;

import io.cairo.base.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Unpacks a body by what it is and not by what its headers say, never beyond the limit. */
public final class Inflated {
    private static final int GZIP_1 = 0x1f;
    private static final int GZIP_2 = 0x8b;

    private Inflated() {}

    /**
     * The body as it was before it was packed.
     *
     * @param encoding the Content-Encoding header; only {@code deflate} needs it
     * @throws Problem BATCH_TOO_LARGE or INVALID_REQUEST
     */
    public static byte[] of(byte[] body, @Nullable String encoding, int most) {
        boolean gzip = body.length > 2 && (body[0] & 0xff) == GZIP_1 && (body[1] & 0xff) == GZIP_2;
        boolean deflate = !gzip && encoding != null && encoding.strip().equalsIgnoreCase("deflate");
        if (!gzip && !deflate) {
            return body;
        }
        try (InputStream packed = new ByteArrayInputStream(body);
                InputStream plain = gzip ? new GZIPInputStream(packed) : new InflaterInputStream(packed)) {
            byte[] read = plain.readNBytes(most + 1);
            if (read.length > most) {
                throw tooLarge(most);
            }
            return read;
        } catch (IOException e) {
            throw new Problem(Problem.Code.INVALID_REQUEST, "The body cannot be unpacked: it is damaged or cut off");
        }
    }

    /** What a body over the limit is answered. */
    public static Problem tooLarge(int most) {
        return new Problem(
                Problem.Code.BATCH_TOO_LARGE,
                "The body has more than %d bytes; send the events in several requests".formatted(most));
    }
}
