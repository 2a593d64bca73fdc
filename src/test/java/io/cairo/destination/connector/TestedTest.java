package io.cairo.destination.connector;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.cairo.base.JsonText;
import io.cairo.message.Who;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the documentation tells of the tests of destinations is what they declare. After a change that is meant,
 * {@code -Dtested.write=true} writes it anew.
 */
class TestedTest {
    private static final Path FILE = Path.of("src/main/resources/io/cairo/destination/tested.json");
    private static final Map<String, List<Against>> SERVERS = servers();

    /** By type, real ones first. */
    private static Map<String, List<Against>> servers() {
        return new ClassFileImporter()
                .importPackages("io.cairo").stream()
                        .filter(type -> type.isAnnotatedWith(Against.class))
                        .map(type -> type.getAnnotationOfType(Against.class))
                        .sorted(Comparator.comparing(Against::real).reversed().thenComparing(Against::server))
                        .flatMap(against -> Stream.of(against.types()).map(type -> Map.entry(type, against)))
                        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    static List<Sample<?>> samples() {
        return Sample.all()
                .sorted(Comparator.comparing(sample -> sample.connector().type()))
                .toList();
    }

    @Test
    void theDocumentationTellsWhatIsTested() throws IOException {
        JsonArrayBuilder tested = Json.createArrayBuilder();
        samples().forEach(sample -> tested.add(row(sample)));
        String written = JsonText.indented(tested.build()) + "\n";
        if (Boolean.getBoolean("tested.write")) {
            Files.writeString(FILE, written);
        }
        assertThat(Files.readString(FILE)).isEqualTo(written);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void hasAHappyPathAndThreeWaysToFail(Sample<?> sample) {
        assertThat(carried(sample)).isNotEmpty();
        assertThat(sample.cases("answers")).anyMatch(TestedTest::isTaken);
        assertThat(failures(sample)).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
        assertThat(sample.cases("answers").stream()
                        .filter(answer -> !isTaken(answer))
                        .flatMap(answer -> outcomes(answer).stream())
                        .map(outcome -> outcome.split(" ", 2)[0])
                        .filter(kind -> !kind.equals("OK"))
                        .distinct())
                .as("ways to fail that are handled differently")
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void serversAreOfTypesThatThereAre() {
        assertThat(samples().stream().map(sample -> sample.connector().type())).containsAll(SERVERS.keySet());
    }

    private static <S extends Record> JsonObject row(Sample<S> sample) {
        Who jane = new Who("u-100", "a-100", null, null, "jane@example.com", List.of());
        return Json.createObjectBuilder()
                .add("type", sample.connector().type())
                .add("title", sample.connector().title())
                .add("probe", sample.probe().isPresent())
                .add(
                        "forgets",
                        sample.connector().deletion(jane, sample.settings()).isPresent())
                .add("connection", sample.test().getJsonArray("answers").size())
                .add("carries", Json.createArrayBuilder(carried(sample)))
                .add("failures", Json.createArrayBuilder(failures(sample)))
                .add("servers", servers(sample.connector().type()))
                .build();
    }

    private static JsonArrayBuilder servers(String type) {
        JsonArrayBuilder servers = Json.createArrayBuilder();
        for (Against against : SERVERS.getOrDefault(type, List.of())) {
            servers.add(Json.createObjectBuilder().add("name", against.server()).add("real", against.real()));
        }
        return servers;
    }

    /** The types of events that become requests. */
    private static List<String> carried(Sample<?> sample) {
        return sample.file().getJsonObject("sent").getJsonArray("requests").getValuesAs(JsonObject.class).stream()
                .flatMap(request -> request.getJsonArray("carries").getValuesAs(JsonString.class).stream())
                .map(JsonString::getString)
                .toList();
    }

    private static List<String> failures(Sample<?> sample) {
        return sample.cases("answers").stream()
                .filter(answer -> !isTaken(answer))
                .map(answer -> answer.getString("about"))
                .toList();
    }

    private static boolean isTaken(JsonObject answer) {
        return outcomes(answer).stream().allMatch("OK"::equals);
    }

    private static List<String> outcomes(JsonObject answer) {
        return answer.getJsonArray("outcomes").getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
    }
}
