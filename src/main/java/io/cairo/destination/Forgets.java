package io.cairo.destination;

import io.cairo.message.Person;
import java.util.List;

/**
 * A connector whose vendor can be told to delete a person; as pure a function as the rest of the connector.
 *
 * @param <S> the connector's settings
 */
public interface Forgets<S extends Record> {

    /** The requests that have the vendor delete what it got about a person; each must be answered with a 2xx. */
    List<HttpCall> deletion(Person person, S settings);
}
