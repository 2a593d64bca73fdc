package io.cairo.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Role;
import io.cairo.base.Problem;
import io.cairo.base.Signer;
import java.util.List;
import java.util.function.BiFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CursorsTest {
    record Ask(
            @Doc("Who") @Nullable String who,
            @Doc("How many") @Nullable Integer limit,
            @Doc("Where from") @Nullable String cursor) {}

    private static final Caller CALLER = caller("mine");

    private final Cursors cursors = Cursors.over(new Signer(new byte[] {1, 2, 3}));

    @Test
    void beginsAtTheStartWithoutACursor() {
        assertThat(at(null).place()).isEmpty();
    }

    @Test
    void continuesAfterThePlaceItWasGivenEvenWithAnotherLimit() {
        String next = at(null).after(List.of(17L, "a b"));

        Cursor there = cursors.of(CALLER, "list_things", "here", new Ask("jane", 5, next));

        assertThat(there.place()).containsExactly("17", "a b");
    }

    @Test
    void goesThroughAListPageByPage() {
        List<Integer> all = List.of(1, 2, 3, 4, 5);
        BiFunction<List<String>, Integer, List<Integer>> rows = (place, most) -> all.stream()
                .filter(row -> place.isEmpty() || row > Integer.parseInt(place.get(0)))
                .limit(most)
                .toList();

        Page<Integer> first = at(null).page(null, 2, rows, row -> List.of(row));
        assertThat(first.rows()).containsExactly(1, 2);
        Page<Integer> rest = at(first.nextCursor()).page(3, 2, rows, row -> List.of(row));
        assertThat(rest.rows()).containsExactly(3, 4, 5);
        assertThat(rest.truncated()).isFalse();
    }

    @Test
    void isGoodForItsOwnListOnly() {
        String next = at(null).after(List.of(17L));
        Ask same = new Ask("jane", null, next);

        refuses(() -> cursors.of(caller("other"), "list_things", "here", same));
        refuses(() -> cursors.of(CALLER, "list_others", "here", same));
        refuses(() -> cursors.of(CALLER, "list_things", "there", same));
        refuses(() -> cursors.of(CALLER, "list_things", null, same));
        refuses(() -> cursors.of(CALLER, "list_things", "here", new Ask("john", null, next)));
        refuses(() -> cursors.of(CALLER, "list_things", "here", new Ask(null, null, next)));
    }

    @Test
    void cannotBeMadeUpOrAltered() {
        String next = at(null).after(List.of(17L));

        for (int i = 0; i < next.length(); i++) {
            char other = next.charAt(i) == 'A' ? 'B' : 'A';
            String altered = next.substring(0, i) + other + next.substring(i + 1);
            refuses(() -> at(altered));
        }
        refuses(() -> at(""));
        refuses(() -> at("17"));
        refuses(() -> at(next + "AAAA"));
    }

    @Test
    void givesPagesUntilTheEnd() {
        Page<Integer> first = Page.of(List.of(9, 8, 7), 2, at(null), List::of);
        Page<Integer> last = Page.of(List.of(7), 2, at(first.nextCursor()), List::of);

        assertThat(first.rows()).containsExactly(9, 8);
        assertThat(first.truncated()).isTrue();
        assertThat(at(first.nextCursor()).place()).containsExactly("8");
        assertThat(last).isEqualTo(new Page<>(List.of(7), false, null, null));
    }

    private Cursor at(@Nullable String cursor) {
        return cursors.of(CALLER, "list_things", "here", new Ask("jane", null, cursor));
    }

    private static void refuses(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(Problem.Code.BAD_CURSOR))
                .hasMessageStartingWith("cursor: ");
    }

    private static Caller caller(String tenant) {
        return new Caller(null, Kind.SK, Role.VIEWER, tenant, null);
    }
}
