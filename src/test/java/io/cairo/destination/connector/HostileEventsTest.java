package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import io.cairo.destination.Parcel;
import io.cairo.destination.Shipment;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No event, whatever it holds, breaks a connector, a request or the secrecy of its person. */
class HostileEventsTest {
    static Stream<Sample<?>> samples() {
        return Sample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void surviveWhateverAnEventHolds(Sample<?> sample) {
        for (Parcel parcel : hostile()) {
            List<Shipment> shipments = sample.requests(List.of(parcel));
            assertThat(shipments).hasSizeLessThanOrEqualTo(1);
            assertThat(shipments)
                    .allSatisfy(shipment -> assertThat(shipment.call().headers().values())
                            .allMatch(value -> value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)));
            if (shipments.isEmpty()) {
                Optional<String> refusal = sample.refusal(parcel);
                assertThat(refusal.orElse("")).doesNotContain("secret-of-jane");
            }
        }
    }

    private static List<Parcel> hostile() {
        List<Parcel> hostile = new ArrayList<>();
        for (Parcel event : Sample.six()) {
            String type = event.type();
            JsonObject whole = JsonTree.readObject(event.payload());
            hostile.add(raw(type, null, ""));
            hostile.add(raw(type, null, "{"));
            hostile.add(raw(type, "x", "[]"));
            hostile.add(raw(type, "x".repeat(100_000), "{}"));
            hostile.add(raw(type, "\ud83d\ude00\r\nX: y", "{\"userId\":\"a\\r\\nX-Y: z/../?#%\"}"));
            for (String field : whole.keySet()) {
                for (JsonValue odd : odd()) {
                    hostile.add(Sample.parcel(
                            "secret-of-jane\r\n\u00fc/" + field,
                            Json.createObjectBuilder(whole)
                                    .add(field, odd)
                                    .add("type", type)
                                    .build()));
                }
            }
        }
        return hostile;
    }

    private static Parcel raw(String type, @Nullable String name, String payload) {
        return new Parcel("m", type, name, payload.getBytes(StandardCharsets.UTF_8));
    }

    private static List<JsonValue> odd() {
        JsonObject nulls = Json.createObjectBuilder()
                .addNull("email")
                .addNull("name")
                .addNull("products")
                .addNull("page")
                .addNull("device")
                .build();
        JsonObject wrong = Json.createObjectBuilder()
                .add("email", 7)
                .add("products", Json.createArrayBuilder().add(1).addNull().add("x"))
                .add("page", "x")
                .add("revenue", "many")
                .add("", Json.createObjectBuilder().add("", ""))
                .add("x".repeat(1000), Json.createArrayBuilder().add(Json.createArrayBuilder()))
                .build();
        return List.of(
                JsonValue.NULL,
                JsonValue.TRUE,
                Json.createValue(-1.5e300),
                Json.createValue(""),
                Json.createValue("\u00fc".repeat(50_000)),
                JsonValue.EMPTY_JSON_ARRAY,
                nulls,
                wrong);
    }
}
