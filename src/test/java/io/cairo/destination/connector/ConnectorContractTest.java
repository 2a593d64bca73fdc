package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.destination.Connector;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Parcel;
import io.cairo.destination.Shipment;
import io.cairo.message.Who;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What delivery relies on, of every connector. */
class ConnectorContractTest {
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
    void testsAndDeletesAtItsOwnAddresses(Sample<?> sample) {
        Set<String> hosts = targets(sample).stream().map(URI::getHost).collect(Collectors.toSet());
        for (HttpCall call : calls(sample)) {
            assertThat(call.uri().getHost()).isIn(hosts);
            assertThat(call.uri().getScheme()).isIn("https", "kafka+tls", "postgresql+tls", "rediss");
            assertThat(JsonText.indented(Written.call(call))).doesNotContain("null");
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
