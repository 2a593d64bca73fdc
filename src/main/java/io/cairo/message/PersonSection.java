package io.cairo.message;

import jakarta.json.JsonValue;
import java.util.Optional;

/**
 * What one feature has to say about a person, beside profile and events, to whoever asks who somebody is. CDI finds the beans;
 * all of them share one answer, so each gets a part of its room.
 */
public interface PersonSection {
    /** The field of the answer: {@code agent_sessions}. */
    String name();

    /**
     * What there is to say, the newest first.
     *
     * @param characters the most that it may be as compact JSON; what is longer is left out of the answer
     * @return empty if there is nothing
     */
    Optional<JsonValue> about(Person person, int characters);
}
