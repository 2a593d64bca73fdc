package io.cairo.base;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Reads a request's body where a thread waits for it: bounded in bytes, and in time as a whole and not for each read. */
public final class Body {
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final int CHUNK = 16 * 1024;

    private Body() {}

    /**
     * The body, or its first {@code most} + 1 bytes if it has more.
     *
     * @throws Problem REQUEST_TIMEOUT if it has not come whole after 15 seconds
     */
    public static byte[] read(InputStream in, int most) throws IOException {
        return read(in, most, System::nanoTime);
    }

    static byte[] read(InputStream in, int most, LongSupplier nanos) throws IOException {
        long begin = nanos.getAsLong();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        while (body.size() <= most) {
            int count = in.read(chunk, 0, Math.min(CHUNK, most + 1 - body.size()));
            if (count < 0) {
                break;
            }
            body.write(chunk, 0, count);
            if (nanos.getAsLong() - begin > DEADLINE.toNanos()) {
                throw new Problem(
                        Problem.Code.REQUEST_TIMEOUT,
                        "The body did not come whole within %d seconds".formatted(DEADLINE.toSeconds()));
            }
        }
        return body.toByteArray();
    }
}
