package io.cairo.profile;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of somebody, told under whichever of their identifiers.
 *
 * @param traits by name
 * @param groups the one that was named last first
 * @param leftOut how often a trait was told for which there was no room
 */
public record Profile(List<Trait> traits, List<Membership> groups, long leftOut) {

    /** The trait of that name. */
    public Optional<Trait> trait(String name) {
        return traits.stream().filter(trait -> trait.name().equals(name)).findFirst();
    }

    /** When the latest event happened that told something which still holds. */
    public Optional<Instant> lastAt() {
        return Stream.concat(traits.stream().map(Trait::at), groups.stream().map(Membership::lastAt))
                .max(Comparator.naturalOrder());
    }
}
