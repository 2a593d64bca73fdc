package io.cairo.plan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BudgetTest {
    @Test
    void aCheckTakesWhatItMayAndNoMore() {
        assertThatCode(() -> steps(new Budget(10), 10)).doesNotThrowAnyException();
        assertThatThrownBy(() -> steps(new Budget(10), 11)).isInstanceOf(Budget.Exceeded.class);
    }

    @Test
    void checksWithinAnotherShareWhatThatMayTake() {
        new Budget(10).within(() -> {
            steps(new Budget(), 7);
            assertThatThrownBy(() -> steps(new Budget(), 4)).isInstanceOf(Budget.Exceeded.class);
            assertThatThrownBy(() -> steps(new Budget(), 1)).isInstanceOf(Budget.Exceeded.class);
            return true;
        });
        assertThatCode(() -> steps(new Budget(10), 10)).doesNotThrowAnyException();
    }

    @Test
    void levelsWithinOneAnotherAreBounded() {
        assertThatThrownBy(() -> new Budget().within(() -> down(Budget.LEVELS + 1)))
                .isInstanceOf(Budget.Exceeded.class);
    }

    private static boolean steps(Budget budget, int count) {
        return budget.within(() -> {
            for (int i = 0; i < count; i++) {
                Budget.enter();
                Budget.leave();
            }
            return true;
        });
    }

    private static boolean down(int levels) {
        Budget.enter();
        return levels == 0 || down(levels - 1);
    }
}
