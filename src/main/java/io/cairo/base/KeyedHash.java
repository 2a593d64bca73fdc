package io.cairo.base;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Stands for texts that must not be kept: who does not hold the installation's secret can neither read a hash nor find out
 * whether it is that of a text they know. Made by {@link Signer#hashes}; for any number of threads.
 */
public final class KeyedHash {
    private final byte[] key;
    private final SipHash quick;

    KeyedHash(byte[] key) {
        this.key = key;
        this.quick = new SipHash(Signer.mac(key, "mark".getBytes(StandardCharsets.UTF_8)));
    }

    /** HMAC-SHA256 in hexadecimal: 64 digits. */
    public String of(String text) {
        return HexFormat.of().formatHex(Signer.mac(key, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A short hash, twenty times as quick, of which different texts may, very rarely, have the same. */
    public long mark(String text) {
        return quick.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
