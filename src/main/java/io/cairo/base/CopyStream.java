package io.cairo.base;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows for a table in PostgreSQL's binary COPY format: the quickest way to bring many, since it spares both sides the escaping
 * and the database one decision for each row. Made for one table and sent once.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4">COPY, binary format</a>
 */
public final class CopyStream {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int NULL = -1;
    /** PostgreSQL counts microseconds from 2000-01-01. */
    private static final long POSTGRES_EPOCH_SECONDS = 946_684_800L;

    private static final int SMALLEST = 4 * 1024;
    private static final int LARGEST = 64 * 1024;

    /** Pieces of the largest size that are used again: a new one is zeroed first, and in no processor's cache. */
    private static final Queue<ByteBuffer> SPARE = new ArrayBlockingQueue<>(64);

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** In pieces: a large array would be an object that the collector treats as old from its first day. */
    private final List<ByteBuffer> full = new ArrayList<>();

    private ByteBuffer out = ByteBuffer.allocate(SMALLEST);

    /** Without a row yet. */
    public CopyStream() {
        out.put(SIGNATURE).putInt(0).putInt(0);
    }

    /** Begins a row; its columns must follow, each of the type that the table has. */
    public CopyStream row(int columns) {
        put2(columns);
        return this;
    }

    public CopyStream int4(int value) {
        put4(Integer.BYTES);
        put4(value);
        return this;
    }

    public CopyStream int8(long value) {
        put4(Long.BYTES);
        put8(value);
        return this;
    }

    public CopyStream bool(boolean value) {
        put4(1);
        room(1).put((byte) (value ? 1 : 0));
        return this;
    }

    /** A {@code timestamptz}, to the microsecond. */
    public CopyStream time(@Nullable Instant time) {
        return time == null
                ? none()
                : int8((time.getEpochSecond() - POSTGRES_EPOCH_SECONDS) * 1_000_000L + time.getNano() / 1_000);
    }

    public CopyStream uuid(UUID id) {
        put4(2 * Long.BYTES);
        put8(id.getMostSignificantBits());
        put8(id.getLeastSignificantBits());
        return this;
    }

    public CopyStream text(@Nullable String text) {
        return text == null ? none() : utf8(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A {@code text} or {@code json} in UTF-8. */
    public CopyStream utf8(byte[] value) {
        room(Integer.BYTES + value.length).putInt(value.length).put(value);
        return this;
    }

    /**
     * Sends the rows, in their order.
     *
     * @param sql {@code COPY … FROM STDIN (FORMAT binary)}
     * @throws SQLException as an INSERT of these rows would
     */
    public void send(Connection connection, String sql) throws SQLException {
        put2(-1);
        full.add(out);
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            for (ByteBuffer piece : full) {
                copy.writeToCopy(piece.array(), piece.arrayOffset(), piece.position());
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
            letGo();
        }
    }

    /** The pieces are somebody else's from now on: nothing that is done with this reaches them. */
    private void letGo() {
        full.forEach(CopyStream::spare);
        full.clear();
        out = NOTHING;
    }

    private static void spare(ByteBuffer piece) {
        if (piece.capacity() == LARGEST) {
            boolean unused = SPARE.offer(piece.clear());
        }
    }

    private CopyStream none() {
        put4(NULL);
        return this;
    }

    private void put2(int value) {
        room(Short.BYTES).putShort((short) value);
    }

    private void put4(int value) {
        room(Integer.BYTES).putInt(value);
    }

    private void put8(long value) {
        room(Long.BYTES).putLong(value);
    }

    /** The piece that is being filled, with room for so many bytes more. */
    private ByteBuffer room(int bytes) {
        if (out.remaining() < bytes) {
            full.add(out);
            out = piece(bytes);
        }
        return out;
    }

    private ByteBuffer piece(int atLeast) {
        if (atLeast <= LARGEST) {
            ByteBuffer spare = SPARE.poll();
            if (spare != null) {
                return spare;
            }
        }
        return ByteBuffer.allocate(Math.max(atLeast, Math.min(LARGEST, 2 * out.capacity())));
    }
}
