package io.cairo.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.Validator;
import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The official suite against the validator as it is configured: bounded, with patterns in linear time, loading nothing. Run it
 * with {@code -Dschema.suite=} and the folder of a checkout.
 *
 * @see <a href="https://github.com/json-schema-org/JSON-Schema-Test-Suite">JSON-Schema-Test-Suite</a>
 */
@EnabledIfSystemProperty(named = "schema.suite", matches = ".+")
class SchemaSuiteTest {
    private static final URI NAME = URI.create("urn:cairo:suite");

    /** Needs documents from elsewhere, which are never loaded. */
    private static final List<String> REMOTE = List.of("refRemote.json", "vocabulary.json");

    private record Wrong(String file, String group, String test) {}

    private int right;
    private final List<Wrong> wrong = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "draft7, http://json-schema.org/draft-07/schema",
        "draft2020-12, https://json-schema.org/draft/2020-12/schema"
    })
    void judgesAsTheDraftDoes(String folder, String draft) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("schema.suite"), "tests", folder))) {
            files.filter(file -> file.toString().endsWith(".json")).sorted().forEach(file -> file(file, draft));
        }
        System.out.printf("%s: %d of %d right%n", folder, right, right + wrong.size());
        wrong.forEach(one -> System.out.println("  " + one));

        assertThat(wrong).filteredOn(one -> !REMOTE.contains(one.file())).hasSizeLessThanOrEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "draft4, http://json-schema.org/draft-04/schema",
        "draft6, http://json-schema.org/draft-06/schema",
        "draft7, http://json-schema.org/draft-07/schema",
        "draft2019-09, https://json-schema.org/draft/2019-09/schema",
        "draft2020-12, https://json-schema.org/draft/2020-12/schema"
    })
    void aGlanceApprovesOfNothingThatIsWrong(String folder, String draft) throws IOException {
        List<JsonObject> groups;
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("schema.suite"), "tests", folder))) {
            groups = files.filter(file -> file.toString().endsWith(".json"))
                    .flatMap(file -> JsonTree.read(bytes(file)).asJsonArray().getValuesAs(JsonObject.class).stream())
                    .toList();
        }
        int approved = 0;
        for (JsonObject group : groups) {
            Optional<Glance> glance = Glance.of(within(part(group, "schema"), draft));
            for (JsonObject test : group.getJsonArray("tests").getValuesAs(JsonObject.class)) {
                byte[] event = JsonText.bytes(JsonTree.JSON
                        .createObjectBuilder()
                        .add("it", part(test, "data"))
                        .build());
                if (glance.isPresent() && glance.get().approves(event)) {
                    approved++;
                    assertThat(test.getBoolean("valid"))
                            .as("%s: %s", group.getString("description"), test.getString("description"))
                            .isTrue();
                }
            }
        }
        System.out.printf("%s: a glance was enough for %d%n", folder, approved);
        assertThat(approved).isGreaterThan(100);
    }

    private static JsonObject within(JsonValue schema, String draft) {
        return JsonTree.JSON
                .createObjectBuilder()
                .add("$schema", draft)
                .add("properties", JsonTree.JSON.createObjectBuilder().add("it", schema))
                .build();
    }

    private void file(Path file, String draft) {
        for (JsonObject group : JsonTree.read(bytes(file)).asJsonArray().getValuesAs(JsonObject.class)) {
            for (JsonObject test : group.getJsonArray("tests").getValuesAs(JsonObject.class)) {
                if (judge(part(group, "schema"), part(test, "data"), draft) == test.getBoolean("valid")) {
                    right++;
                } else {
                    wrong.add(new Wrong(
                            String.valueOf(file.getFileName()),
                            group.getString("description"),
                            test.getString("description")));
                }
            }
        }
    }

    /** Schemas that are just true or false stand within one that is an object, as all of a plan's are. */
    private static boolean judge(JsonValue schema, JsonValue data, String draft) {
        JsonObject whole = schema instanceof JsonObject object
                ? object
                : JsonTree.JSON
                        .createObjectBuilder()
                        .add("allOf", JsonTree.JSON.createArrayBuilder().add(schema))
                        .build();
        JsonObjectBuilder named = JsonTree.JSON.createObjectBuilder().add("$schema", draft);
        whole.forEach(named::add);
        try {
            Validator validator = Drafts.with(NAME, named.build());
            return new Budget()
                    .within(() -> validator.validate(NAME, (Object) data).isValid());
        } catch (RuntimeException e) {
            System.out.println("  " + e.getClass().getSimpleName() + " " + e.getMessage());
            return false;
        }
    }

    private static JsonValue part(JsonObject holder, String name) {
        return Objects.requireNonNull(holder.get(name));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
