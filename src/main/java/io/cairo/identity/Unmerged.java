package io.cairo.identity;

import io.cairo.message.Person;
import java.util.List;

/**
 * What came of unmerging.
 *
 * @param change the line of the journal
 * @param persons who there are now instead of the one, the one that has kept its id first
 */
public record Unmerged(long change, List<Person> persons) {}
