package io.cairo.people;

import io.cairo.base.JsonTree;
import io.cairo.message.Person;
import io.cairo.message.PersonSection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What other features say about a person, within the room that one answer has for them. */
@ApplicationScoped
public class Sections {
    private static final int CHARACTERS = 4_000;
    private static final JsonValue TOO_LONG =
            JsonTree.JSON.createValue("left out: longer than its part of this answer");

    @Inject
    Instance<PersonSection> found;

    /** A field for each that has something to say. */
    Optional<JsonObject> about(Person person) {
        return about(
                person,
                found.stream().sorted(Comparator.comparing(PersonSection::name)).toList());
    }

    static Optional<JsonObject> about(Person person, List<PersonSection> sections) {
        JsonObjectBuilder told = JsonTree.JSON.createObjectBuilder();
        for (PersonSection section : sections) {
            int room = CHARACTERS / sections.size();
            Optional<JsonValue> about = section.about(person, room);
            about.map(value -> value.toString().length() <= room ? value : TOO_LONG)
                    .ifPresent(value -> told.add(section.name(), value));
        }
        JsonObject all = told.build();
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }
}
