package io.cairo.base;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts what may hold secrets (settings, arguments that wait for approval) for the database with AES-256-GCM. What is
 * sealed for one owner does not open for another. The form is one byte of version, 12 of nonce, then the text and its tag.
 */
public final class Sealer {
    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    public Sealer(SecretKey key) {
        this.key = key;
    }

    public byte[] seal(UUID owner, String text) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = apply(Cipher.ENCRYPT_MODE, owner, nonce, text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(1 + NONCE + sealed.length)
                .put(VERSION)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** @throws IllegalStateException if it was sealed with another key or for another owner, or was changed since */
    public String open(UUID owner, byte[] sealed) {
        if (sealed.length < 1 + NONCE || sealed[0] != VERSION) {
            throw unreadable(owner);
        }
        ByteBuffer parts = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
        byte[] nonce = new byte[NONCE];
        parts.get(nonce);
        byte[] text = new byte[parts.remaining()];
        parts.get(text);
        return new String(apply(Cipher.DECRYPT_MODE, owner, nonce, text), StandardCharsets.UTF_8);
    }

    private byte[] apply(int mode, UUID owner, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(owner.toString().getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw unreadable(owner);
        }
    }

    private static IllegalStateException unreadable(UUID owner) {
        return new IllegalStateException("What was sealed for " + owner
                + " cannot be read with this CAIRO_SECRET_KEY; start with the key that sealed it, or set it again");
    }
}
