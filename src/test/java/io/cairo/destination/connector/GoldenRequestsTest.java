package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.JsonText;
import io.cairo.base.Problem;
import io.cairo.destination.Outcome;
import io.cairo.destination.Parcel;
import io.cairo.destination.Shipment;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each connector sends and how it reads answers, against {@code src/test/resources/connector/<type>.json}. After a
 * change that is meant, {@code -Dgolden.write=true} writes the requests anew; answers and their outcomes are written by hand.
 */
class GoldenRequestsTest {
    static Stream<Sample<?>> samples() {
        return Sample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sendsWhatTheFileSays(Sample<?> sample) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            sample.write();
            return;
        }
        assertThat(JsonText.indented(sample.sent()))
                .isEqualTo(JsonText.indented(sample.file().getJsonObject("sent")));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void refusesSettingsThatCannotWork(Sample<?> sample) {
        assertThat(sample.cases("refused"))
                .isNotEmpty()
                .allSatisfy(changes -> assertThatThrownBy(() -> sample.settings(sample.changed(changes)), "%s", changes)
                        .isInstanceOf(Problem.class)
                        .hasMessageStartingWith("config."));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void takesSettingsUnderOlderNames(Sample<?> sample) {
        sample.cases("accepted").forEach(sample::settings);
    }

    @TestFactory
    Stream<DynamicTest> readsAnswers() {
        return Sample.all()
                .flatMap(sample -> sample.cases("answers").stream()
                        .map(answer -> DynamicTest.dynamicTest(
                                sample + " " + answer.getString("about"), () -> check(sample, answer))));
    }

    private static void check(Sample<?> sample, JsonObject answer) {
        Shipment shipment = shipment(sample, answer);
        for (JsonObject step : objects(answer, "steps")) {
            shipment = sample.next(shipment, Written.answer(step)).orElseThrow();
            JsonObject shown = Sample.shown(shipment);
            step.getJsonObject("next")
                    .forEach((name, value) ->
                            assertThat(shown.get(name)).as(name).isEqualTo(value));
        }
        assertThat(sample.next(shipment, Written.answer(answer))).isEmpty();
        List<Outcome> outcomes = sample.connector().read(shipment, Written.answer(answer), Sample.ATTEMPT);
        List<String> expected = answer.getJsonArray("outcomes").getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
        assertThat(outcomes.stream().map(GoldenRequestsTest::shown).toList()).isEqualTo(expected);
        if (answer.containsKey("detail")) {
            assertThat(outcomes)
                    .anySatisfy(outcome -> assertThat(outcome.detail()).contains(answer.getString("detail")));
        }
    }

    /** {@code RETRY PT7S} where the vendor asked for a wait. */
    private static String shown(Outcome outcome) {
        return outcome.kind() + (outcome.after() == null ? "" : " " + outcome.after());
    }

    private static Shipment shipment(Sample<?> sample, JsonObject answer) {
        List<Parcel> parcels = new ArrayList<>();
        for (JsonString type : answer.getJsonArray("events").getValuesAs(JsonString.class)) {
            parcels.add(Sample.event(type.getString(), "m-" + parcels.size()));
        }
        JsonObject changes =
                answer.containsKey("config") ? answer.getJsonObject("config") : JsonValue.EMPTY_JSON_OBJECT;
        List<Shipment> shipments = changed(sample, changes, parcels);
        assertThat(shipments).hasSize(1);
        assertThat(shipments.get(0).parcels()).isEqualTo(parcels);
        return shipments.get(0);
    }

    private static <S extends Record> List<Shipment> changed(
            Sample<S> sample, JsonObject changes, List<Parcel> parcels) {
        return sample.connector().requests(parcels, sample.settings(sample.changed(changes)), Sample.ATTEMPT);
    }

    private static List<JsonObject> objects(JsonObject from, String name) {
        JsonArray array = from.containsKey(name) ? from.getJsonArray(name) : JsonValue.EMPTY_JSON_ARRAY;
        return array.getValuesAs(JsonObject.class);
    }
}
