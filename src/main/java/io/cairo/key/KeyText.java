package io.cairo.key;

import io.cairo.access.Caller.Kind;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;

/** Keys as text: {@code sk_live_} and 43 digits and letters that spell 32 random bytes. */
final class KeyText {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());
    private static final int RANDOM_BYTES = 32;
    private static final int RANDOM_CHARACTERS = 43;
    private static final String MIDDLE = "_live_";
    private static final SecureRandom RANDOM = new SecureRandom();

    private KeyText() {}

    /** A key that nobody has had before. */
    static String make(Kind kind) {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return kind.wire() + MIDDLE + base62(bytes);
    }

    /** Whether this could be one of Cairo's keys; what could not need not be looked up. */
    static boolean looksRight(String key) {
        return Arrays.stream(Kind.values()).anyMatch(kind -> key.startsWith(kind.wire() + MIDDLE))
                && key.length() == 2 + MIDDLE.length() + RANDOM_CHARACTERS;
    }

    static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What tells keys apart in a list without telling them. */
    static String lastFour(String key) {
        return key.substring(key.length() - 4);
    }

    static String base62(byte[] bytes) {
        StringBuilder text = new StringBuilder(RANDOM_CHARACTERS);
        for (BigInteger rest = new BigInteger(1, bytes); text.length() < RANDOM_CHARACTERS; rest = rest.divide(BASE)) {
            text.append(ALPHABET.charAt(rest.mod(BASE).intValue()));
        }
        return text.reverse().toString();
    }
}
