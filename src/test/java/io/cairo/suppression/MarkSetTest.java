package io.cairo.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarkSetTest {
    @Test
    void nothingIsInWhatIsEmpty() {
        assertThat(MarkSet.EMPTY.has(0)).isFalse();
        assertThat(MarkSet.EMPTY.has(1)).isFalse();
        assertThat(MarkSet.EMPTY.plus(List.of()).has(-1)).isFalse();
    }

    @Test
    void zeroIsAMarkLikeAnyOther() {
        MarkSet zero = MarkSet.EMPTY.plus(List.of(0L));

        assertThat(zero.has(0)).isTrue();
        assertThat(zero.plus(List.of(7L)).has(0)).isTrue();
        assertThat(MarkSet.EMPTY.plus(List.of(7L)).has(0)).isFalse();
    }

    @Test
    void marksThatBelongAtTheSamePlaceAreToldApart() {
        List<Long> sameEnd = List.of(5L, 5L + (1L << 40), 5L + (1L << 41), 5L + (1L << 63));
        MarkSet marks = MarkSet.EMPTY.plus(sameEnd);

        assertThat(sameEnd).allMatch(marks::has);
        assertThat(marks.has(5L + (1L << 42))).isFalse();
    }

    @Test
    void whatWasAddedLittleByLittleIsThereAndNothingElse() {
        Random random = new Random(7);
        Set<Long> expected = new HashSet<>();
        MarkSet marks = MarkSet.EMPTY;
        for (int i = 0; i < 200; i++) {
            List<Long> some = new ArrayList<>();
            random.longs(random.nextInt(20)).forEach(some::add);
            some.addAll(expected.stream().limit(3).toList());
            marks = marks.plus(some);
            expected.addAll(some);
        }
        assertThat(expected).hasSizeGreaterThan(1_000).allMatch(marks::has);
        assertThat(random.longs(10_000).filter(marks::has)).allMatch(expected::contains);
    }
}
