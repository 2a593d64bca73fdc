package io.cairo.profile;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows as the arrays of their columns, which is how many of them travel in one statement. */
final class Columns {
    private Columns() {}

    /** One column as texts, which the statement casts; a row without a value has null there. */
    static <T> @Nullable String[] of(Collection<T> rows, Function<? super T, ? extends @Nullable Object> value) {
        @Nullable String[] column = new String[rows.size()];
        int place = 0;
        for (T row : rows) {
            Object cell = value.apply(row);
            column[place++] = cell == null ? null : cell.toString();
        }
        return column;
    }
}
