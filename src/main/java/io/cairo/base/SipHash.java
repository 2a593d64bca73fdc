package io.cairo.base;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-2-4: 64 bits of a short text that nobody can foresee without the key.
 *
 * @see <a href="https://www.aumasson.jp/siphash/siphash.pdf">SipHash: a fast short-input PRF</a>
 */
final class SipHash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long k0;
    private final long k1;

    /** @param key of which the first 16 bytes count */
    SipHash(byte[] key) {
        k0 = (long) LONG.get(key, 0);
        k1 = (long) LONG.get(key, Long.BYTES);
    }

    long of(byte[] text) {
        State state = new State(k0, k1);
        int whole = text.length & ~(Long.BYTES - 1);
        for (int i = 0; i < whole; i += Long.BYTES) {
            state.take((long) LONG.get(text, i));
        }
        long last = (long) text.length << 56;
        for (int i = whole; i < text.length; i++) {
            last |= (text[i] & 0xffL) << (Byte.SIZE * (i - whole));
        }
        state.take(last);
        return state.end();
    }

    /** The four words of the algorithm, under the names that it gives them. */
    private static final class State {
        private long v0;
        private long v1;
        private long v2;
        private long v3;

        State(long k0, long k1) {
            v0 = k0 ^ 0x736f6d6570736575L;
            v1 = k1 ^ 0x646f72616e646f6dL;
            v2 = k0 ^ 0x6c7967656e657261L;
            v3 = k1 ^ 0x7465646279746573L;
        }

        void take(long word) {
            v3 ^= word;
            round();
            round();
            v0 ^= word;
        }

        long end() {
            v2 ^= 0xff;
            for (int i = 0; i < 4; i++) {
                round();
            }
            return v0 ^ v1 ^ v2 ^ v3;
        }

        private void round() {
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
        }
    }
}
