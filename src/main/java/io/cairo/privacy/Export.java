package io.cairo.privacy;

import io.cairo.base.Database;
import io.cairo.message.Person;
import io.cairo.message.PersonalData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Everything that is kept about a person, table by table, some rows at a time. */
@ApplicationScoped
public class Export {
    /** Of one table: a page is read from the table's beginning. */
    static final int MOST_OF_A_TABLE = 20_000;

    /** In characters: a page of rows that an agent can take in whole. */
    private static final int MOST_OF_A_PAGE = 18_000;

    @Inject
    Instance<PersonalData> found;

    @Inject
    Database database;

    /** @param place the row's place in its table, from 0 */
    record Row(String table, int place, JsonObject data) {}

    /** @param more whether there are rows after these */
    record Rows(List<Row> rows, boolean more) {}

    /**
     * The rows after a place.
     *
     * @param after the table and place of the last row before; table empty to begin
     */
    Rows page(Person person, String table, int after, int limit) {
        return database.inTransaction(connection -> page(connection, person, table, after, limit));
    }

    private Rows page(Connection connection, Person person, String begin, int after, int limit) throws SQLException {
        List<Row> rows = new ArrayList<>();
        int size = 0;
        for (Map.Entry<String, PersonalData> each :
                tables().tailMap(begin, true).entrySet()) {
            String table = each.getKey();
            int first = table.equals(begin) ? after + 1 : 0;
            int most = Math.min(first + limit + 1, MOST_OF_A_TABLE);
            List<JsonObject> kept =
                    each.getValue().export(connection, person, most).getOrDefault(table, List.of());
            for (int place = first; place < kept.size(); place++) {
                size += kept.get(place).toString().length();
                if (rows.size() == limit || (size > MOST_OF_A_PAGE && !rows.isEmpty())) {
                    return new Rows(rows, true);
                }
                rows.add(new Row(table, place, kept.get(place)));
            }
        }
        return new Rows(rows, false);
    }

    /** Every table that has something to tell, with who tells it; in one order, so that a page can go on after another. */
    private NavigableMap<String, PersonalData> tables() {
        NavigableMap<String, PersonalData> tables = new TreeMap<>();
        found.forEach(bean -> bean.tables().forEach(table -> tables.put(table, bean)));
        return tables;
    }
}
