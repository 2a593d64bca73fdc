package io.cairo.privacy;

import io.cairo.base.Database;
import java.util.stream.Collectors;

/** Everything that is in a database, as text. */
final class Dump {
    private Dump() {}

    static String of(Database database) {
        return database.query("""
                SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'm')""", row -> row.getString(1)).stream()
                .flatMap(table ->
                        database
                                .query("SELECT t::text FROM " + table + " t", row -> table + " " + row.getString(1))
                                .stream())
                .collect(Collectors.joining("\n"));
    }
}
