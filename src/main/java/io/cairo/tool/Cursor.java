package io.cairo.tool;

import io.cairo.base.Problem;
import io.cairo.base.Signer;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where one call's list begins, and how the next call goes on after a row; made by {@link Cursors}. */
public final class Cursor {
    private static final String BETWEEN = "\n";

    private final Signer signer;
    private final String purpose;
    private final List<String> place;

    /**
     * @param purpose whose list this is, and of what
     * @param came the argument {@code cursor}; null for the first page
     * @throws Problem BAD_CURSOR if it was not made for this very list
     */
    Cursor(Signer signer, String purpose, @Nullable String came) {
        this.signer = signer;
        this.purpose = purpose;
        this.place = came == null ? List.of() : opened(came);
    }

    private List<String> opened(String came) {
        String text = signer.open(purpose, came)
                .orElseThrow(() -> Problem.of(
                                Problem.Code.BAD_CURSOR,
                                "cursor",
                                "does not belong to this list: it was altered, or other arguments came with it; send next_cursor"
                                        + " as it was given, with the same other arguments, or leave cursor out to begin again")
                        .next("leave cursor out"));
        return Arrays.asList(text.split(BETWEEN, -1));
    }

    /** The place of the row after which this page begins, as {@link #after} was told; empty on the first page. */
    public List<String> place() {
        return place;
    }

    /**
     * What continues after a row.
     *
     * @param place what tells the row's place in the list's order; the values have no line ends
     */
    public String after(List<?> place) {
        return signer.sign(purpose, place.stream().map(String::valueOf).collect(Collectors.joining(BETWEEN)));
    }

    /**
     * The part of a list that begins here.
     *
     * @param limit the most rows; null for {@code usual}
     * @param rows given the place after which to begin, and how many to look for, those that there are
     * @param of tells a row's place, as {@link #after} takes it
     */
    public <T> Page<T> page(
            @Nullable Integer limit,
            int usual,
            BiFunction<List<String>, Integer, List<T>> rows,
            Function<T, List<?>> of) {
        int most = limit == null ? usual : limit;
        return Page.of(rows.apply(place(), most + 1), most, this, of);
    }
}
