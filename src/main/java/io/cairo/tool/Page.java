package io.cairo.tool;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param truncated whether there are more rows after these
 * @param nextCursor continues after the last row; null if that was the end
 * @param hint how to get the rest; null if there is none
 */
public record Page<T>(
        List<T> rows,
        boolean truncated,
        @Nullable String nextCursor,
        @Nullable String hint) {
    private static final String MORE =
            "For more, call again with cursor set to next_cursor and the same other arguments";

    /**
     * The first {@code limit} of the rows that were found.
     *
     * @param found one row more than the limit, if there are so many
     * @param place tells a row's place in the list's order, as {@link Cursor#after} takes it
     */
    public static <T> Page<T> of(List<T> found, int limit, Cursor cursor, Function<T, List<?>> place) {
        if (found.size() <= limit) {
            return new Page<>(List.copyOf(found), false, null, null);
        }
        List<T> rows = List.copyOf(found.subList(0, limit));
        return new Page<>(rows, true, cursor.after(place.apply(rows.get(limit - 1))), MORE);
    }

    /** An empty list. */
    public static <T> Page<T> none() {
        return new Page<>(List.of(), false, null, null);
    }

    /** The same page with each row as it is shown. */
    public <S> Page<S> map(Function<? super T, ? extends S> shown) {
        return new Page<>(rows.stream().<S>map(shown).toList(), truncated, nextCursor, hint);
    }

    public int count() {
        return rows.size();
    }
}
