package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonText;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Outcome.Kind;
import io.cairo.destination.Parcel;
import io.cairo.destination.Shipment;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The connection test of every connector, as its file has it under {@code test}: what is asked, if the vendor has such a
 * question, and what the answers mean; else the answers to a plain track, which is sent then.
 */
class ConnectionTestsTest {
    private static final Parcel TRACK = Sample.event("track", "m-test");

    static Stream<Sample<?>> samples() {
        return Sample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void asksOrSendsATrack(Sample<?> sample) {
        Optional<HttpCall> asked = sample.probe();

        assertThat(asked.map(Written::call).map(JsonText::indented))
                .isEqualTo(Optional.ofNullable(sample.test().getJsonObject("asked"))
                        .map(JsonText::indented));
        assertThat(asked.isPresent() || sample.requests(List.of(TRACK)).size() == 1)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void tellsSettingsThatWorkFromThoseThatDoNot(Sample<?> sample) {
        List<Boolean> works = answers(sample).stream()
                .map(answer -> answer.getBoolean("works"))
                .toList();

        assertThat(works).contains(true);
        assertThat(works.stream().filter(good -> !good)).hasSizeGreaterThanOrEqualTo(2);
    }

    @TestFactory
    Stream<DynamicTest> readsAnswers() {
        return Sample.all()
                .flatMap(sample -> answers(sample).stream()
                        .map(answer -> DynamicTest.dynamicTest(
                                sample + " " + answer.getString("about"), () -> check(sample, answer))));
    }

    private static List<JsonObject> answers(Sample<?> sample) {
        return sample.test().getJsonArray("answers").getValuesAs(JsonObject.class);
    }

    private static void check(Sample<?> sample, JsonObject answer) {
        Optional<String> objection = sample.probe().isPresent()
                ? sample.connector().objection(Written.answer(answer))
                : refusal(sample, Written.answer(answer));
        if (answer.getBoolean("works")) {
            assertThat(objection).isEmpty();
            return;
        }
        assertThat(objection)
                .hasValueSatisfying(
                        said -> assertThat(said).contains(answer.getString("says", "HTTP " + answer.getInt("status"))));
    }

    private static Optional<String> refusal(Sample<?> sample, HttpAnswer answer) {
        Shipment sent = sample.requests(List.of(TRACK)).get(0);
        return sample.connector().read(sent, answer, Sample.ATTEMPT).stream()
                .filter(outcome -> outcome.kind() != Kind.OK)
                .map(Outcome::detail)
                .findFirst();
    }
}
