package io.cairo.event;

import io.cairo.message.Message;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the table {@code event} in PostgreSQL's binary COPY format, which spares both sides the escaping.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4">COPY, binary format</a>
 */
final class CopyRows {
    static final String SQL = """
            COPY event (namespace_id, tx, ord, received_at, occurred_at, type, name, message_id, subject, user_id,
                        anonymous_id, email, platform, payload) FROM STDIN (FORMAT binary)""";

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final short COLUMNS = 14;
    private static final int NULL = -1;
    /** PostgreSQL counts microseconds from 2000-01-01. */
    private static final long POSTGRES_EPOCH_SECONDS = 946_684_800L;

    /** Grows without a lock and hands out its array. */
    private static final class Buffer extends ByteArrayOutputStream {
        Buffer(int size) {
            super(size);
        }

        byte[] array() {
            return buf;
        }
    }

    private final Buffer out;
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    private CopyRows(int size) {
        out = new Buffer(size);
    }

    /** A finished COPY stream: {@code length} bytes of {@code bytes}. */
    @SuppressWarnings("ArrayRecordComponent") // made for one call
    record Stream(byte[] bytes, int length) {}

    /**
     * The rows of these messages.
     *
     * @param order which message is written when; the place of a message in {@code messages} is its place in the log
     */
    static Stream of(List<Message> messages, int[] order, long tx) {
        int size = messages.stream()
                .mapToInt(message -> message.payload().length + 400)
                .sum();
        CopyRows rows = new CopyRows(size + 32);
        rows.out.write(SIGNATURE, 0, SIGNATURE.length);
        rows.int4(0);
        rows.int4(0);
        for (int place : order) {
            rows.row(messages.get(place), tx, place);
        }
        rows.int2((short) -1);
        return new Stream(rows.out.array(), rows.out.size());
    }

    private void row(Message message, long tx, int ord) {
        int2(COLUMNS);
        int4(Integer.BYTES);
        int4(message.namespace());
        int4(Long.BYTES);
        int8(tx);
        int4(Integer.BYTES);
        int4(ord);
        time(message.receivedAt());
        time(message.timestamp());
        text(message.type().wire());
        text(message.name());
        text(message.messageId());
        text(message.subject());
        text(message.userId());
        text(message.anonymousId());
        text(message.email());
        text(message.platform());
        bytes(message.payload());
    }

    private void time(Instant time) {
        int4(Long.BYTES);
        int8((time.getEpochSecond() - POSTGRES_EPOCH_SECONDS) * 1_000_000L + time.getNano() / 1_000);
    }

    private void text(@Nullable String text) {
        if (text == null) {
            int4(NULL);
            return;
        }
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(byte[] value) {
        int4(value.length);
        out.write(value, 0, value.length);
    }

    private void int2(short value) {
        out.write(value >> 8);
        out.write(value);
    }

    private void int4(int value) {
        number.putInt(0, value);
        out.write(number.array(), 0, Integer.BYTES);
    }

    private void int8(long value) {
        number.putLong(0, value);
        out.write(number.array(), 0, Long.BYTES);
    }
}
