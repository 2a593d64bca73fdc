package io.cairo.people;

import io.cairo.base.JsonTree;
import io.cairo.event.Histories.Deed;
import io.cairo.identity.Graph;
import io.cairo.identity.Known;
import io.cairo.message.Identifier;
import io.cairo.message.Person;
import io.cairo.profile.Membership;
import io.cairo.profile.Profile;
import io.cairo.profile.Profiles;
import io.cairo.profile.Trait;
import io.cairo.tool.Shape;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of one person. */
@ApplicationScoped
public class Portraits {
    private static final Shape<User.Flagged> FLAGGED = Shape.of(User.Flagged.class);
    private static final Shape<User.Group> GROUP = Shape.of(User.Group.class);
    private static final int MOST_GROUPS = 10;
    private static final int TRAITS = 26_000;
    private static final int GROUP_TRAITS = 2_000;
    private static final int FLAGS = 4_000;
    private static final int GROUPS = 10_000;
    private static final int NAMES = 4_000;

    @Inject
    Graph graph;

    @Inject
    Profiles profiles;

    /** @param deeds what the person did lately */
    User of(Person person, List<Deed> deeds) {
        Profile profile = profiles.of(person.namespace(), person.keys());
        List<Known> known = graph.known(person);
        Traits traits = Traits.of(profile.traits(), TRAITS);
        List<User.Flagged> flagged = flagged(profile);
        return new User(
                person.id(),
                newest(person, Identifier.USER_ID),
                email(person, profile),
                traits.shown(),
                flagged.isEmpty() ? null : flagged,
                traits.omitted().isEmpty() ? null : traits.omitted(),
                profile.leftOut() == 0 ? null : profile.leftOut(),
                groups(person, profile),
                Identity.of(known),
                known.size(),
                known.stream()
                        .map(Known::firstSeen)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                lastSeen(known, profile, deeds));
    }

    /**
     * Traits as far as there is room for them.
     *
     * @param omitted the names of the others, as far as there is room for them
     */
    private record Traits(JsonObject shown, List<String> omitted) {
        static Traits of(List<Trait> traits, int characters) {
            Room room = new Room(characters);
            Room names = new Room(NAMES);
            JsonObjectBuilder shown = JsonTree.JSON.createObjectBuilder();
            List<String> omitted = new ArrayList<>();
            for (Trait trait : traits) {
                JsonValue value = Objects.requireNonNullElse(trait.value(), JsonValue.NULL);
                if (room.takes(trait.name(), value)) {
                    shown.add(trait.name(), value);
                } else if (names.takes(trait.name(), JsonValue.NULL)) {
                    omitted.add(trait.name());
                }
            }
            return new Traits(shown.build(), omitted);
        }
    }

    private static List<User.Flagged> flagged(Profile profile) {
        List<User.Flagged> flagged = new ArrayList<>();
        for (Trait trait : profile.traits()) {
            String problem = trait.flag();
            if (problem != null) {
                flagged.add(new User.Flagged(trait.name(), problem));
            }
        }
        return Room.first(flagged, FLAGGED, FLAGS);
    }

    private List<User.Group> groups(Person person, Profile profile) {
        List<User.Group> groups = profile.groups().stream()
                .limit(MOST_GROUPS)
                .map(membership -> group(person.namespace(), membership))
                .toList();
        return Room.first(groups, GROUP, GROUPS);
    }

    private User.Group group(int namespace, Membership membership) {
        Traits traits = Traits.of(profiles.ofGroup(namespace, membership.groupId()), GROUP_TRAITS);
        return new User.Group(membership.groupId(), traits.shown(), membership.firstAt(), membership.lastAt());
    }

    /** The one that the traits name; else the one that was told last. */
    private static @Nullable String email(Person person, Profile profile) {
        return profile.trait("email")
                .filter(trait -> trait.flag() == null)
                .map(Trait::value)
                .filter(JsonString.class::isInstance)
                .map(value -> ((JsonString) value).getString())
                .orElseGet(() -> newest(person, Identifier.EMAIL));
    }

    private static @Nullable String newest(Person person, String type) {
        List<String> values = new ArrayList<>(person.identifiers().stream()
                .filter(identifier -> identifier.type().equals(type))
                .map(Identifier::value)
                .toList());
        Collections.reverse(values);
        return values.stream().findFirst().orElse(null);
    }

    private static @Nullable Instant lastSeen(List<Known> known, Profile profile, List<Deed> deeds) {
        return Stream.of(
                        known.stream().map(Known::firstSeen),
                        deeds.stream().map(Deed::occurredAt),
                        profile.lastAt().stream())
                .flatMap(times -> times)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
