package io.cairo.transformation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.transformation.sandbox.Sandbox.Returned;
import io.cairo.transformation.worker.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Members leave an event and come back into it. A is the only other that the script may touch, beside b and new ones c and d. */
class SliceTest {
    private static final String EVENT = "{'x':'}\\\\','a':{'n':[1,{'}':2}]},'y':[],'b':'\\\"a\\\":1','z':1.0}";
    private static final List<byte[]> NAMES = Stream.of("a", "b", "c", "d")
            .map(name -> name.getBytes(StandardCharsets.UTF_8))
            .toList();

    private final Slice slice = Slice.of(json(EVENT), NAMES);

    @Test
    void onlyWhatMayBeTouchedIsSent() {
        assertThat(slice.sent()).isEqualTo(json("{'a':{'n':[1,{'}':2}]},'b':'\\\"a\\\":1'}"));
        assertThat(Slice.of(json(EVENT), List.of()).sent()).isEqualTo(json("{}"));
        assertThat(Slice.of(json("{}"), NAMES).sent()).isEqualTo(json("{}"));
    }

    @Test
    void whatIsUnchangedIsTheSame() {
        assertThat(with(slice, slice.sent().text())).isSameAs(slice.whole());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':1,'b':2}|{'x':'}\\\\','a':1,'y':[],'b':2,'z':1.0}",
                "{'b':2,'a':1}|{'x':'}\\\\','a':1,'y':[],'b':2,'z':1.0}",
                "{'b':2}|{'x':'}\\\\','y':[],'b':2,'z':1.0}",
                "{}|{'x':'}\\\\','y':[],'z':1.0}",
                "{'d':[],'a':1,'c':{}}|{'x':'}\\\\','a':1,'y':[],'z':1.0,'d':[],'c':{}}"
            })
    void changedMembersStandWhereTheyStoodAndNewOnesAtTheEnd(String returned, String event) {
        assertThat(with(slice, returned)).isEqualTo(json(event));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[1]",
                "{",
                "{'a'",
                "{'a':",
                "{'a':}",
                "{'a':1",
                "{'a':1,",
                "{'a':1,}",
                "{'a':1]",
                "{'a':'}",
                "{'a':{}",
                "{'a':1}x",
                "{'a':1} ",
                " {'a':1}",
                "{}}",
                "{'a':1},'type':'x'}",
                "{'a':1}{'b':1}",
                "{'a':1,'a':2}",
                "{'a':1,'x':2}",
                "{'x':2}",
                "{'A':2}",
                "{'a ':2}",
                "{'a' :2}",
                "{'\\u0061':1}",
                "{a:1}",
                "{'':1}"
            })
    void whatIsNoObjectOfThoseMembersIsRefused(String returned) {
        assertThat(slice.with(json(returned))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'\\u0061':1,'b':2}", "{ 'a':1}", "{'a' :1}", "no object"})
    void anEventOfAnotherFormIsSentWhole(String event) {
        Slice whole = Slice.of(json(event), NAMES);
        assertThat(whole.sent()).isSameAs(whole.whole());
        assertThat(with(whole, "{'any':1}")).isEqualTo(json("{'any':1}"));
    }

    @Test
    void manyMembersHaveRoom() {
        String event = many(100);
        assertThat(Slice.of(json(event), NAMES).sent()).isEqualTo(json("{'a':0,'b':1}"));
        assertThat(with(Slice.of(json(event), NAMES), "{'a':0,'b':2}"))
                .isEqualTo(json(event.replace("'b':1}", "'b':2}")));
    }

    @Test
    void anEventOfThousandsIsSentWholeAndAnAnswerOfThousandsIsNone() {
        assertThat(Slice.of(json(many(2_000)), NAMES).sent()).isEqualTo(json(many(2_000)));
        assertThat(slice.with(json(many(2_000)))).isNull();
    }

    private static Utf8 with(Slice slice, String returned) {
        Returned with = Objects.requireNonNull(slice.with(json(returned)));
        assertThat(with.events()).hasSize(1);
        return with.events().get(0);
    }

    private static String many(int members) {
        return IntStream.range(0, members)
                .mapToObj(i -> ",'m" + i + "':" + i)
                .collect(Collectors.joining("", "{'a':0", ",'b':1}"));
    }

    private static Utf8 json(String text) {
        return Utf8.of(text.replace('\'', '"'));
    }
}
