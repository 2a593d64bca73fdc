package io.cairo.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CopyStreamIT {
    private static final String SQL = "COPY copied (a, b, c, d, e, f, g) FROM STDIN (FORMAT binary)";
    private static final Instant BEFORE_2000 = Instant.parse("1970-01-01T00:00:00.000001Z");

    private final Database database = FreshDatabase.over(FreshDatabase.source());

    @Test
    void everyKindOfColumnArrivesAsItWasGiven() throws Exception {
        UUID id = UUID.randomUUID();
        Object[] read = database.transaction(connection -> {
            Database.update(
                    connection,
                    "CREATE TEMPORARY TABLE copied (a int4, b int8, c bool, d timestamptz, e uuid, f text, g json)");
            row(new CopyStream(), id, "é\t\\N", "{\"a\":1}").send(connection, SQL);
            return Database.query(connection, "SELECT * FROM copied", row -> new Object[] {
                        row.getInt(1),
                        row.getLong(2),
                        row.getBoolean(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getObject(5, UUID.class),
                        row.getString(6),
                        row.getString(7)
                    })
                    .get(0);
        });
        assertThat(read).containsExactly(-1, Long.MIN_VALUE, true, BEFORE_2000, id, "é\t\\N", "{\"a\":1}");
    }

    @Test
    void manyRowsAndRowsLargerThanAPieceArriveInTheirOrder() throws Exception {
        List<String> texts = IntStream.range(0, 500)
                .mapToObj(place -> place + "x".repeat(place % 100 == 7 ? 200_000 : place * 3))
                .toList();
        List<String> read = database.transaction(connection -> {
            Database.update(connection, "CREATE TEMPORARY TABLE many (f text)");
            CopyStream rows = new CopyStream();
            texts.forEach(text -> rows.row(1).text(text));
            rows.send(connection, "COPY many (f) FROM STDIN (FORMAT binary)");
            return Database.query(connection, "SELECT f FROM many ORDER BY ctid", row -> row.getString(1));
        });
        assertThat(read).isEqualTo(texts);
    }

    @Test
    void oneThatWasSentReachesNothingOfWhatIsSentAfterIt() throws Exception {
        String sql = "COPY many (f) FROM STDIN (FORMAT binary)";
        List<String> read = database.transaction(connection -> {
            Database.update(connection, "CREATE TEMPORARY TABLE many (f text)");
            CopyStream sent = rows("a");
            sent.send(connection, sql);
            CopyStream next = rows("b");
            for (int row = 0; row < 2_000; row++) {
                sent.row(1).text("c".repeat(100));
            }
            next.send(connection, sql);
            return Database.query(connection, "SELECT DISTINCT f FROM many ORDER BY f", row -> row.getString(1));
        });
        assertThat(read).containsExactly("a".repeat(100), "b".repeat(100));

        assertThatThrownBy(() -> database.transaction(connection -> {
                    Database.update(connection, "CREATE TEMPORARY TABLE many (f text)");
                    CopyStream rows = rows("a");
                    rows.send(connection, sql);
                    rows.row(1).text("again").send(connection, sql);
                    return true;
                }))
                .isInstanceOf(SQLException.class);
    }

    /** Of several pieces. */
    private static CopyStream rows(String letter) {
        CopyStream rows = new CopyStream();
        for (int row = 0; row < 2_000; row++) {
            rows.row(1).text(letter.repeat(100));
        }
        return rows;
    }

    @Test
    void whatIsNullStaysNull() throws Exception {
        boolean isNull = database.transaction(connection -> {
            Database.update(connection, "CREATE TEMPORARY TABLE nothing (d timestamptz, f text)");
            new CopyStream()
                    .row(2)
                    .time(null)
                    .text(null)
                    .send(connection, "COPY nothing (d, f) FROM STDIN (FORMAT binary)");
            return Database.query(connection, "SELECT d IS NULL AND f IS NULL FROM nothing", row -> row.getBoolean(1))
                    .get(0);
        });
        assertThat(isNull).isTrue();
    }

    @Test
    void whatTheDatabaseRefusesFailsAsAnInsertWould() {
        assertThatThrownBy(() -> database.transaction(connection -> {
                    Database.update(
                            connection,
                            "CREATE TEMPORARY TABLE copied (a int4, b int8, c bool, d timestamptz, e uuid, f text, g json)");
                    row(new CopyStream(), UUID.randomUUID(), "a", "no json").send(connection, SQL);
                    return true;
                }))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22P02"));
    }

    private static CopyStream row(CopyStream rows, UUID id, String text, String json) {
        return rows.row(7)
                .int4(-1)
                .int8(Long.MIN_VALUE)
                .bool(true)
                .time(BEFORE_2000)
                .uuid(id)
                .text(text)
                .utf8(json.getBytes(StandardCharsets.UTF_8));
    }
}
