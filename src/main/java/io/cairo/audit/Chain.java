package io.cairo.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Links entries: the hash of each covers its content and the hash of the one before. */
final class Chain {
    private static final int LENGTH = 32;

    private Chain() {}

    /** What stands before the first. */
    static byte[] beginning() {
        return new byte[LENGTH];
    }

    /** SHA-256 over the hash before and every field, each with its length, so that none can pass for part of another. */
    static byte[] hash(byte[] previous, long seq, Entry entry) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            add(digest, entry.tenant());
            add(digest, Long.toString(seq));
            add(digest, String.valueOf(entry.namespace()));
            add(digest, entry.at().toString());
            add(digest, entry.actor());
            add(digest, entry.action());
            add(digest, String.join(",", entry.subjects()));
            add(digest, entry.details());
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest digest, String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }
}
