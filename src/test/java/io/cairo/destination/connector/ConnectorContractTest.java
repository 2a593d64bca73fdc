package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.destination.Connector;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Outcome;
import io.cairo.destination.Outcome.Kind;
import io.cairo.destination.Parcel;
import io.cairo.destination.Shipment;
import io.cairo.message.Who;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What delivery relies on, of every connector. */
class ConnectorContractTest {
    private static final List<Integer> STATUSES = List.of(
            100, 200, 201, 202, 204, 207, 301, 400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 415, 422, 423, 425,
            429, 477, 500, 502, 503, 504, 529);
    private static final List<String> BODIES = List.of(
            "",
            "ok",
            "1",
            "null",
            "[]",
            "[1,null,{}]",
            "{",
            "<html><body>Sign in to this network</body></html>",
            "\u0000\ud800",
            "{\"errors\":true,\"items\":[null,{},{\"create\":7}]}",
            "{\"errors\":[{\"batch_index\":99,\"index\":-1},{\"index\":1e99},null,\"x\"],\"message\":\"success\"}",
            "{\"failed_records\":[{\"index\":5000}],\"status\":\"no\",\"data\":[{\"id\":null}],\"id\":{}}",
            "[".repeat(200));

    static Stream<Sample<?>> samples() {
        return Sample.all();
    }

    @Test
    void everyConnectorIsTested() {
        Set<String> there = new ClassFileImporter()
                .importPackages("io.cairo.destination.connector").stream()
                        .filter(type -> type.isAssignableTo(Connector.class)
                                && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(type -> type.getName())
                        .collect(Collectors.toSet());

        assertThat(Sample.CONNECTORS.stream().map(tested -> tested.getClass().getName()))
                .containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void typesAreUnique() {
        assertThat(Sample.CONNECTORS.stream().map(Connector::type)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void saysWhatItIs(Sample<?> sample) {
        Connector<?> connector = sample.connector();

        assertThat(connector.type()).matches("[a-z][a-z0-9]{1,30}");
        assertThat(connector.title()).isNotBlank();
        assertThat(connector.docs()).hasValueSatisfying(docs -> assertThat(docs).hasScheme("https"));
        assertThat(Modifier.isPublic(connector.getClass().getModifiers())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void documentsItsSettingsAndMarksSecrets(Sample<?> sample) {
        RecordComponent[] components = sample.connector().settings().getRecordComponents();

        assertThat(components).allSatisfy(component -> {
            assertThat(component.getAnnotation(Doc.class))
                    .as(component.getName())
                    .isNotNull();
            boolean sounds = component
                    .getName()
                    .matches("(?i)(.*(token|secret|password)|(api|write|license|private)key|webhookUrl)");
            assertThat(component.isAnnotationPresent(Secret.class))
                    .as(component.getName())
                    .isIn(true, sounds);
        });
        assertThat(components).anyMatch(component -> component.isAnnotationPresent(Secret.class));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void neverShowsASecret(Sample<?> sample) {
        List<String> secrets = Arrays.stream(sample.connector().settings().getRecordComponents())
                .filter(component -> component.isAnnotationPresent(Secret.class))
                .map(component -> sample.config()
                        .get(component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT)))
                .filter(JsonString.class::isInstance)
                .map(value -> ((JsonString) value).getString())
                .toList();
        List<String> shown = new ArrayList<>(List.of(sample.settings().toString()));
        sample.requests(Sample.six()).forEach(shipment -> shown.add(shipment.toString()));

        assertThat(secrets).isNotEmpty();
        assertThat(shown).allSatisfy(text -> assertThat(text).doesNotContain(secrets));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void leadsOnlyToItsTargets(Sample<?> sample) {
        Set<String> hosts = targets(sample).stream().map(URI::getHost).collect(Collectors.toSet());

        assertThat(hosts).isNotEmpty();
        assertThat(sample.requests(Sample.six()))
                .isNotEmpty()
                .allSatisfy(
                        shipment -> assertThat(shipment.call().uri().getHost()).isIn(hosts));
    }

    private static <S extends Record> List<URI> targets(Sample<S> sample) {
        return sample.connector().targets(sample.settings());
    }

    private static <S extends Record> Connector.Terms terms(Sample<S> sample) {
        return sample.connector().terms(sample.settings());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void saysTheSameTwice(Sample<?> sample) {
        assertThat(shown(sample.requests(Sample.six()))).isEqualTo(shown(sample.requests(Sample.six())));
    }

    private static List<JsonObject> shown(List<Shipment> shipments) {
        return shipments.stream().map(Sample::shown).toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void carriesEachEventOnceInOrderAndInBatchesOfItsTerms(Sample<?> sample) {
        List<Parcel> many = many();
        List<Parcel> carried = new ArrayList<>();
        int most = terms(sample).batchSize();
        for (int from = 0; from < many.size(); from += most) {
            for (Shipment shipment : sample.requests(many.subList(from, Math.min(many.size(), from + most)))) {
                assertThat(shipment.parcels()).hasSizeBetween(1, most);
                assertThat(shipment.call().body().length).isLessThan(5_000_000);
                carried.addAll(shipment.parcels());
            }
        }

        Set<Parcel> known = Collections.newSetFromMap(new IdentityHashMap<>());
        known.addAll(many);
        assertThat(carried).allMatch(known::remove);
        for (int person = 0; person < 3; person++) {
            String ending = "-" + person;
            assertThat(carried.stream().map(Parcel::messageId).filter(id -> id.endsWith(ending)))
                    .isSorted();
        }
    }

    /** 600 events of three people, mixed. */
    private static List<Parcel> many() {
        List<Parcel> six = Sample.six();
        return IntStream.range(0, 600)
                .mapToObj(i -> {
                    String id = "m-%04d-%d".formatted(i, i % 3);
                    JsonObject event = JsonTree.readObject(six.get(i / 3 % 6).payload());
                    return Sample.parcel(
                            id,
                            Json.createObjectBuilder(event)
                                    .add("messageId", id)
                                    .add("userId", "user-" + i % 3)
                                    .add("anonymousId", "anonymous-" + i % 3)
                                    .build());
                })
                .toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void answersForEveryEventWhateverComesBack(Sample<?> sample) {
        for (Shipment shipment : sample.requests(Sample.six())) {
            for (int status : STATUSES) {
                for (String body : BODIES) {
                    HttpAnswer answer = new HttpAnswer(status, Map.of("retry-after", "soon"), body);
                    List<Outcome> outcomes = sample.connector().read(shipment, answer, Sample.ATTEMPT);
                    assertThat(outcomes)
                            .as("%d %s", status, body)
                            .hasSize(shipment.parcels().size());
                    sample.next(shipment, answer)
                            .ifPresent(next -> assertThat(next.parcels()).isEqualTo(shipment.parcels()));
                    if (status >= 300) {
                        assertThat(outcomes)
                                .as("%d %s", status, body)
                                .noneMatch(outcome -> outcome.kind() == Kind.OK && !body.contains("failed_records"));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void keepsEventsWhenTheVendorIsAwayOrBarred(Sample<?> sample) {
        for (Shipment shipment : sample.requests(Sample.six())) {
            HttpAnswer busy = new HttpAnswer(429, Map.of("retry-after", "7"), "");

            assertThat(kinds(sample, shipment, 401)).containsOnly(Kind.AUTH);
            assertThat(kinds(sample, shipment, 500)).containsOnly(Kind.RETRY);
            assertThat(kinds(sample, shipment, 503)).containsOnly(Kind.RETRY);
            assertThat(kinds(sample, shipment, 408)).containsOnly(Kind.RETRY);
            assertThat(kinds(sample, shipment, 302)).containsOnly(Kind.AUTH);
            assertThat(kinds(sample, shipment, 413))
                    .containsOnly(shipment.parcels().size() > 1 ? Kind.SPLIT : Kind.REJECTED);
            assertThat(sample.connector().read(shipment, busy, Sample.ATTEMPT))
                    .allMatch(outcome -> Duration.ofSeconds(7).equals(outcome.after()));
        }
    }

    private static List<Kind> kinds(Sample<?> sample, Shipment shipment, int status) {
        return sample.connector().read(shipment, new HttpAnswer(status, Map.of(), ""), Sample.ATTEMPT).stream()
                .map(Outcome::kind)
                .toList();
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

    @ParameterizedTest
    @MethodSource("samples")
    void testsAndDeletesAtItsOwnAddresses(Sample<?> sample) {
        for (HttpCall call : calls(sample)) {
            assertThat(call.uri().getScheme()).isIn("https", "kafka+tls", "postgresql+tls", "rediss");
            assertThat(JsonText.indented(Sample.shown(call))).doesNotContain("null");
        }
    }

    private static <S extends Record> List<HttpCall> calls(Sample<S> sample) {
        Who jane = new Who("u-100", "a-100", null, null, "jane@example.com", List.of());
        Who nobody = new Who(null, null, null, null, null, List.of());
        assertThat(sample.connector().deletion(nobody, sample.settings())).isEmpty();
        return Stream.of(
                        sample.connector().probe(sample.settings()),
                        sample.connector().deletion(jane, sample.settings()))
                .flatMap(Optional::stream)
                .toList();
    }
}
