package io.cairo.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a sample of events tells about those to come. */
class InferenceTest {
    private final Inference inference = new Inference("E");

    @Test
    void requiresWhatIsAlwaysThereAndMergesNumbers() {
        inference.add("a", Plantings.json("{'n':1,'s':'x','o':{}}"));
        inference.add("b", Plantings.json("{'n':1.5,'s':null}"));

        assertThat(inference.schema())
                .isEqualTo(
                        Plantings.json(
                                "{'type':'object','required':['n','s'],'properties':{'n':{'type':'number'},'o':{'type':'object'},'s':{'type':['null','string']}}}"));
        assertThat(inference.counterExamples()).isEmpty();
    }

    @Test
    void showsTheFewThatAreNotLikeTheOthers() {
        IntStream.range(0, 38).forEach(i -> inference.add("m" + i, Plantings.json("{'n':1,'s':'x'}")));
        inference.add("odd", Plantings.json("{'n':'1','s':'x'}"));
        inference.add("bare", Plantings.json("{'n':1}"));

        assertThat(inference.schema())
                .isEqualTo(
                        Plantings.json(
                                "{'type':'object','required':['n','s'],'properties':{'n':{'type':'integer'},'s':{'type':'string'}}}"));
        assertThat(inference.counterExamples())
                .containsExactly(
                        new Inference.CounterExample(
                                "E", "properties.n", "is string in 1 of 40", 1, java.util.List.of("odd")),
                        new Inference.CounterExample(
                                "E", "properties.s", "is missing in 1 of 40", 1, java.util.List.of("bare")));
    }

    @Test
    void doesNotFollowNamesWithoutEnd() {
        IntStream.range(0, 100).forEach(i -> inference.add("m" + i, Plantings.json("{'p" + i + "':1}")));

        assertThat(inference.isComplete()).isFalse();
        assertThat(inference.schema().getJsonObject("properties")).hasSize(Inference.MOST_PROPERTIES);
    }
}
