package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.cairo.base.JsonText;
import io.cairo.message.Who;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the documentation tells of the tests of destinations is what they declare. After a change that is meant,
 * {@code -Dtested.write=true} writes it anew.
 */
class TestedTest {
    private static final Path FILE = Path.of("src/main/resources/io/cairo/destination/tested.json");
    private static final Map<String, String> SERVERS = servers();

    private static Map<String, String> servers() {
        Map<String, String> servers = new HashMap<>();
        for (JavaClass type : new ClassFileImporter().importPackages("io.cairo")) {
            if (type.isAnnotatedWith(Against.class)) {
                Against against = type.getAnnotationOfType(Against.class);
                List.of(against.types()).forEach(tested -> servers.put(tested, against.server()));
            }
        }
        return servers;
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
    void hasAGoodAnswerAndThreeBadOnes(Sample<?> sample) {
        assertThat(successes(sample)).isPositive();
        assertThat(sample.cases("answers").size() - successes(sample)).isGreaterThanOrEqualTo(3);
    }

    @Test
    void serversAreOfTypesThatThereAre() {
        assertThat(samples().stream().map(sample -> sample.connector().type())).containsAll(SERVERS.keySet());
    }

    private static <S extends Record> JsonObject row(Sample<S> sample) {
        Who jane = new Who("u-100", "a-100", null, null, "jane@example.com", List.of());
        long successes = successes(sample);
        JsonObjectBuilder row = Json.createObjectBuilder()
                .add("type", sample.connector().type())
                .add("title", sample.connector().title())
                .add("probe", sample.connector().probe(sample.settings()).isPresent())
                .add(
                        "forgets",
                        sample.connector().deletion(jane, sample.settings()).isPresent())
                .add("successes", successes)
                .add("failures", sample.cases("answers").size() - successes);
        String server = SERVERS.get(sample.connector().type());
        return (server == null ? row : row.add("server", server)).build();
    }

    private static long successes(Sample<?> sample) {
        return sample.cases("answers").stream().filter(TestedTest::isTaken).count();
    }

    private static boolean isTaken(JsonObject answer) {
        return answer.getJsonArray("outcomes").getValuesAs(JsonString.class).stream()
                .allMatch(outcome -> outcome.getString().equals("OK"));
    }
}
