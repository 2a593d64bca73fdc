package io.cairo.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import io.cairo.message.Identifier;
import io.cairo.message.Person;
import io.cairo.message.PersonSection;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SectionsTest {
    private static final Person JANE = new Person(1, UUID.randomUUID(), List.of(Identifier.userId("jane")));

    /** @param value null for nothing to say */
    private record Saying(String name, Optional<JsonValue> value) implements PersonSection {
        static Saying of(String name, String text) {
            return new Saying(name, Optional.of(JsonTree.JSON.createValue(text)));
        }

        @Override
        public Optional<JsonValue> about(Person person, int characters) {
            return value;
        }
    }

    @Test
    void eachFeatureHasAFieldOfItsOwn() {
        assertThat(Sections.about(
                                JANE,
                                List.of(
                                        Saying.of("errors", "none"),
                                        new Saying("silent", Optional.empty()),
                                        Saying.of("sessions", "two")))
                        .orElseThrow()
                        .toString())
                .isEqualTo("{\"errors\":\"none\",\"sessions\":\"two\"}");
        assertThat(Sections.about(JANE, List.of())).isEmpty();
    }

    @Test
    void whoTakesMoreRoomThanThereIsDoesNotHarmTheOthers() {
        assertThat(Sections.about(JANE, List.of(Saying.of("errors", "x".repeat(6_000)), Saying.of("sessions", "two")))
                        .orElseThrow()
                        .toString())
                .contains("\"sessions\":\"two\"", "\"errors\":\"left out")
                .hasSizeLessThan(200);
    }
}
