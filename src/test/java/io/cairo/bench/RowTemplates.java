package io.cairo.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * Rows of the log as this Cairo wrote them, in PostgreSQL's binary form, to be written again with other identifiers and
 * positions.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-copy.html">COPY, binary format</a>
 */
final class RowTemplates {
    /** Room for what stands before and after the rows. */
    static final int FRAME = 32;

    private static final int HEAD = 19;

    private final byte[] head;
    private final List<Template> rows = new ArrayList<>();
    private final List<int[]> positions = new ArrayList<>();

    private RowTemplates(byte[] copied, int txColumn, int ordColumn) {
        this.head = Arrays.copyOf(copied, HEAD);
        ByteBuffer buffer = ByteBuffer.wrap(copied).position(HEAD);
        for (int start = HEAD, columns = buffer.getShort(); columns >= 0; columns = buffer.getShort()) {
            int[] places = places(buffer, columns);
            byte[] row = Arrays.copyOfRange(copied, start, buffer.position());
            positions.add(new int[] {places[txColumn] - start, places[ordColumn] - start});
            rows.add(Template.of(row, number(row)));
            start = buffer.position();
        }
    }

    /** Reads some of the rows that are in the log now. */
    static RowTemplates read(BenchDatabase database) throws SQLException, IOException {
        ByteArrayOutputStream copied = new ByteArrayOutputStream();
        try (Connection connection = database.connect()) {
            new CopyManager(connection.unwrap(BaseConnection.class))
                    .copyOut("COPY (SELECT * FROM event LIMIT 100) TO STDOUT (FORMAT binary)", copied);
        }
        return new RowTemplates(copied.toByteArray(), column(database, "tx"), column(database, "ord"));
    }

    int longest() {
        return rows.stream().mapToInt(Template::length).max().orElseThrow();
    }

    int averageLength() {
        return (int) rows.stream().mapToInt(Template::length).average().orElseThrow();
    }

    /** Writes so many rows of one transaction into the buffer, ready to be copied; answers where they end. */
    int write(int count, long transaction, Ids ids, byte[] target) {
        ByteBuffer buffer = ByteBuffer.wrap(target);
        int end = head.length;
        buffer.put(head);
        for (int ord = 0; ord < count; ord++) {
            int kind = ord % rows.size();
            int[] position = positions.get(kind);
            int start = end;
            long number = ids.next();
            end = rows.get(kind).stamp(number, number, target, start);
            buffer.putLong(start + position[0], transaction).putInt(start + position[1], ord);
        }
        buffer.putShort(end, (short) -1);
        return end + Short.BYTES;
    }

    /** Where each column's value begins. */
    private static int[] places(ByteBuffer buffer, int columns) {
        int[] places = new int[columns];
        for (int column = 0; column < columns; column++) {
            int length = buffer.getInt();
            places[column] = buffer.position();
            buffer.position(buffer.position() + Math.max(0, length));
        }
        return places;
    }

    private static int column(BenchDatabase database, String name) throws SQLException {
        return Integer.parseInt(database.text("SELECT attnum - 1 FROM pg_attribute WHERE attrelid = 'event'::regclass"
                + " AND attname = '" + name + "'"));
    }

    /** The number whose identifiers a row carries: that of its message id. */
    private static long number(byte[] row) {
        byte[] expected = new byte[Ids.LENGTH];
        for (int at = 0; at + Ids.LENGTH <= row.length; at++) {
            long number = Ids.number(row, at);
            if (number < 0) {
                continue;
            }
            Ids.write(number, 0, expected, 0);
            if (Arrays.equals(row, at, at + Ids.LENGTH, expected, 0, Ids.LENGTH)) {
                return number;
            }
        }
        throw new IllegalStateException("a row of the log does not carry the message id that was sent");
    }
}
