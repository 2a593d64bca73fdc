package io.cairo.transformation.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A message between the two processes: its length in bytes, then numbers and texts. */
final class Frame {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final DataOutputStream data = new DataOutputStream(bytes);

    Frame number(int number) {
        try {
            data.writeInt(number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Frame text(String text) {
        return text(Utf8.of(text));
    }

    Frame text(Utf8 text) {
        number(text.length());
        bytes.writeBytes(text.bytes());
        return this;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(bytes.size());
        bytes.writeTo(out);
    }

    /** @throws IOException if the other side is gone, or announces more than {@code most} bytes, or less than none */
    static Reader read(DataInputStream in, int most) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > most) {
            throw new IOException("a frame of " + length + " bytes");
        }
        byte[] content = in.readNBytes(length); // grows as bytes come: a length alone takes no memory
        if (content.length < length) {
            throw new EOFException();
        }
        return new Reader(content);
    }

    /** Reads what {@link Frame} wrote, and believes nothing of it. */
    static final class Reader {
        private final ByteArrayInputStream rest;
        private final DataInputStream data;

        private Reader(byte[] content) {
            rest = new ByteArrayInputStream(content);
            data = new DataInputStream(rest);
        }

        int number() throws IOException {
            return data.readInt();
        }

        String text() throws IOException {
            return utf8().text();
        }

        Utf8 utf8() throws IOException {
            int length = data.readInt();
            if (length < 0 || length > rest.available()) {
                throw new IOException("a text of " + length + " bytes");
            }
            return new Utf8(rest.readNBytes(length));
        }

        void end() throws IOException {
            if (rest.available() > 0) {
                throw new IOException(rest.available() + " bytes too many");
            }
        }
    }
}
