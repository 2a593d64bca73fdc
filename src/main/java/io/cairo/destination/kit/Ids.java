package io.cairo.destination.kit;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/** Ids in the shapes that vendors want, always the same for the same event, so that a repeated event can be told. */
public final class Ids {
    private static final String UUID_TEXT = "(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int ULID_LENGTH = 26;

    private Ids() {}

    /** The message id itself if it is a UUID, else one made of its hash (version 8, RFC 9562). */
    public static String uuid(String messageId) {
        if (messageId.matches(UUID_TEXT)) {
            return messageId.toLowerCase(Locale.ROOT);
        }
        byte[] hash = Arrays.copyOf(sha256(messageId), 16);
        hash[6] = (byte) ((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }

    /** The message id itself if it is at most that long and of letters, digits and hyphens, else 32 digits of its hash. */
    public static String plain(String messageId, int longest) {
        boolean fits = messageId.length() <= longest && messageId.matches("[A-Za-z0-9-]+");
        return fits ? messageId : hash(messageId);
    }

    /** The id itself if it has at most so many characters, else 32 digits of its hash. */
    public static String within(int longest, String id) {
        return id.length() <= longest ? id : hash(id);
    }

    /** 32 hexadecimal digits of the text's SHA-256. */
    public static String hash(String text) {
        return HexFormat.of().formatHex(sha256(text), 0, 16);
    }

    /**
     * A ULID of the event's time and the message id's hash.
     *
     * @see <a href="https://github.com/ulid/spec">ULID</a>
     */
    public static String ulid(String messageId, Instant at) {
        byte[] bytes = Arrays.copyOf(sha256(messageId), 16);
        long millis = Math.max(0, at.toEpochMilli());
        for (int i = 0; i < 6; i++) {
            bytes[i] = (byte) (millis >>> (40 - 8 * i));
        }
        StringBuilder text = new StringBuilder(ULID_LENGTH);
        for (int place = ULID_LENGTH - 1; place >= 0; place--) {
            text.append(CROCKFORD.charAt(bits(bytes, place * 5)));
        }
        return text.toString();
    }

    /** A text as a part of a path or a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Five bits, counted from the last one. */
    private static int bits(byte[] bytes, int from) {
        int value = 0;
        for (int i = 4; i >= 0; i--) {
            int bit = from + i;
            int octet = bit < 128 ? bytes[15 - bit / 8] : 0;
            value = value << 1 | (octet >> bit % 8 & 1);
        }
        return value;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
