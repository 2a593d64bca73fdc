package io.cairo.base;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes compact JSON in UTF-8, in the form that everything here has that is stored: only what must be is escaped, in the
 * shortest way, and of characters beyond the basic plane each half is. So equal contents are equal bytes.
 */
public final class JsonWriter {
    /** How each ASCII character is escaped: not at all (0), by a letter, or by its number ({@code u}). */
    private static final byte[] ESCAPES = escapes();

    private static final String HEX = "0123456789ABCDEF";
    private static final int LONGEST_ESCAPE = 6;

    private static final int USUAL = 4 * 1024;
    private static final int LARGEST_SPARE = 64 * 1024;

    /** A thread's from one writer to the next: new bytes are zeroed first, and in no processor's cache. */
    private static final ThreadLocal<byte[]> SPARE = new ThreadLocal<>();

    private static final byte[] NOTHING = {};

    private byte[] bytes;
    private int size;

    /** @param expected how many bytes will probably be written */
    public JsonWriter(int expected) {
        byte[] spare = SPARE.get();
        if (spare == null || spare.length < expected) {
            bytes = new byte[Math.max(expected, USUAL)];
        } else {
            bytes = spare;
            SPARE.set(null); // nobody else's until this has written
        }
    }

    private static byte[] escapes() {
        byte[] escapes = new byte[128];
        Arrays.fill(escapes, 0, ' ', (byte) 'u');
        escapes['\b'] = 'b';
        escapes['\t'] = 't';
        escapes['\n'] = 'n';
        escapes['\f'] = 'f';
        escapes['\r'] = 'r';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }

    /** What has been written, which ends it. */
    public byte[] written() {
        byte[] written = Arrays.copyOf(bytes, size);
        if (bytes.length <= LARGEST_SPARE) {
            SPARE.set(bytes);
        }
        bytes = NOTHING;
        size = 0;
        return written;
    }

    /** Begins an object. */
    public void startObject() {
        separate(1);
        bytes[size++] = '{';
    }

    /** Ends the object that was begun last. */
    public void endObject() {
        end('}');
    }

    /** Begins a list. */
    public void startArray() {
        separate(1);
        bytes[size++] = '[';
    }

    /** Ends the list that was begun last. */
    public void endArray() {
        end(']');
    }

    /** The name of the field whose value comes next. */
    public void name(String name) {
        text(name);
        end(':');
    }

    /** Likewise, the name on which the cursor stands; only if it {@linkplain JsonCursor#isPlain is plain}. */
    public void name(JsonCursor plain) {
        plain.copy(this);
        end(':');
    }

    /** The scalar on which the cursor stands, as it is written there; a text only if it is plain. */
    public void scalar(JsonCursor plain) {
        plain.copy(this);
    }

    /** A number, or another value, as it is written. */
    public void value(String written) {
        byte[] utf8 = written.getBytes(StandardCharsets.UTF_8);
        raw(utf8, 0, utf8.length);
    }

    /** A field with a text. */
    public void field(String name, String text) {
        name(name);
        text(text);
    }

    /** A text, quoted and escaped. */
    public void text(String text) {
        int length = text.length();
        separate(length + 2);
        bytes[size++] = '"';
        for (int i = plain(text, length); i < length; i++) {
            room(LONGEST_ESCAPE);
            character(text.charAt(i));
        }
        end('"');
    }

    /** A value, as it stands among other bytes. */
    void raw(byte[] from, int begin, int end) {
        separate(end - begin);
        System.arraycopy(from, begin, bytes, size, end - begin);
        size += end - begin;
    }

    /** Writes what needs no escape, up to the first character that does; there must be room for all. */
    private int plain(String text, int length) {
        byte[] to = bytes;
        int begin = size;
        int i = 0;
        while (i < length) {
            char c = text.charAt(i);
            if (c >= ESCAPES.length || ESCAPES[c] != 0) {
                break;
            }
            to[begin + i++] = (byte) c;
        }
        size = begin + i;
        return i;
    }

    private void character(char c) {
        if (c < ESCAPES.length) {
            ascii(c);
        } else if (c < 0x800) {
            bytes[size++] = (byte) (0xC0 | (c >> 6));
            bytes[size++] = (byte) (0x80 | (c & 0x3F));
        } else if (Character.isSurrogate(c)) {
            numbered(c);
        } else {
            bytes[size++] = (byte) (0xE0 | (c >> 12));
            bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
            bytes[size++] = (byte) (0x80 | (c & 0x3F));
        }
    }

    private void ascii(char c) {
        byte escape = ESCAPES[c];
        if (escape == 0) {
            bytes[size++] = (byte) c;
        } else if (escape == 'u') {
            numbered(c);
        } else {
            bytes[size++] = '\\';
            bytes[size++] = escape;
        }
    }

    private void numbered(char c) {
        bytes[size++] = '\\';
        bytes[size++] = 'u';
        for (int bits = 12; bits >= 0; bits -= 4) {
            bytes[size++] = (byte) HEX.charAt((c >> bits) & 0xF);
        }
    }

    /** Sets a comma where one belongs: not behind what opens an object or a list, and not behind a name. */
    private void separate(int more) {
        room(more + 1);
        byte last = size == 0 ? (byte) '[' : bytes[size - 1];
        if (last != '{' && last != '[' && last != ':') {
            bytes[size++] = ',';
        }
    }

    private void end(char with) {
        room(1);
        bytes[size++] = (byte) with;
    }

    private void room(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
