package io.cairo.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.base.HandClock;
import io.cairo.base.OneConnection;
import io.cairo.message.Identifier;
import io.cairo.message.Message;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept step by step is what the messages make when they are all looked at at once. */
class ResolverIT {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final List<String> USERS = List.of("u:1", "u:2", "u:3", "u:4");
    private static final List<String> OTHERS = List.of("a:1", "a:2", "a:3", "e:x@y.z", "e:v@w.z", "x:crm:1", "x:crm:2");

    private final Database database = new OneConnection(FreshDatabase.source()).database();

    /** A namespace with a node, a history and a clock of its own. */
    private final class World {
        private final int namespace;
        private final Random random;
        private final Protection protection;
        private final HandClock clock = new HandClock(NOON);
        private final Resolver resolver;
        private final Unmerging unmerging;
        private final List<Message> history = new ArrayList<>();

        World(int namespace, Random random, PersonLimits limits) {
            this.namespace = namespace;
            this.random = random;
            this.protection = Resolving.protection(limits);
            this.resolver = Resolving.resolver(clock, protection);
            this.unmerging = Resolving.unmerging(database, protection, clock);
        }

        Message randomMessage() {
            clock.move(Duration.ofSeconds(1));
            Instant at = clock.instant().minusSeconds(1 + random.nextInt(12));
            String id = namespace + "-" + history.size() + "-" + random.nextInt(1_000_000);
            if (random.nextInt(6) == 0) {
                String previous = pick(random.nextBoolean() ? USERS : OTHERS.subList(0, 3));
                return Resolving.alias(
                        namespace, id, at, previous.substring(2), pick(USERS).substring(2));
            }
            Set<String> keys = new TreeSet<>();
            int names = 1 + random.nextInt(3);
            for (int i = 0; i < names; i++) {
                keys.add(random.nextInt(3) == 0 ? pick(USERS) : pick(OTHERS));
            }
            return Resolving.identify(namespace, id, at, keys.toArray(String[]::new));
        }

        private String pick(List<String> keys) {
            return keys.get(random.nextInt(keys.size()));
        }

        void take(List<Message> group) throws SQLException {
            history.addAll(group);
            database.transaction(connection -> resolver.project(connection, group))
                    .run();
        }

        /** By key, the person. */
        Map<String, UUID> stored() {
            Map<String, UUID> persons = new TreeMap<>();
            database.query(
                    "SELECT key, person_id FROM identifier WHERE namespace_id = ?",
                    row -> persons.put(row.getString(1), row.getObject(2, UUID.class)),
                    namespace);
            return persons;
        }

        Set<Set<String>> fromScratch() {
            Naming all = new Naming(namespace, protection, new Memory(1));
            history.forEach(all::add);
            List<Cut> cuts = database.with(connection -> new Links(connection, namespace).cuts(all.keys()));
            return Clusters.of(all.keys(), all.links(), cuts, protection.limits()).all().stream()
                    .map(Set::copyOf)
                    .collect(Collectors.toSet());
        }

        void unmergeSomebody() {
            List<Map.Entry<String, UUID>> all = new ArrayList<>(stored().entrySet());
            Collections.shuffle(all, random);
            Map<UUID, Long> sizes =
                    all.stream().collect(Collectors.groupingBy(Map.Entry::getValue, Collectors.counting()));
            all.stream()
                    .filter(entry -> sizes.getOrDefault(entry.getValue(), 0L) > 1)
                    .findFirst()
                    .ifPresent(entry -> {
                        clock.move(Duration.ofSeconds(1));
                        Identifier identifier = Identifier.ofKey(entry.getKey());
                        unmerging.part(namespace, entry.getValue(), identifier, "a test");
                        clock.move(Duration.ofSeconds(1));
                    });
        }
    }

    private static Set<Set<String>> clusters(Map<String, UUID> persons) {
        Map<UUID, Set<String>> byPerson = new HashMap<>();
        persons.forEach((key, person) ->
                byPerson.computeIfAbsent(person, id -> new TreeSet<>()).add(key));
        return new HashSet<>(byPerson.values());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void stepByStepIsAsFromScratchAfterEveryStep(int seed) throws SQLException {
        Random random = new Random(seed);
        for (int world = 0; world < 60; world++) {
            World here = new World(
                    seed * 1_000 + world, random, random.nextBoolean() ? PersonLimits.DEFAULT : Resolving.TIGHT);
            for (int step = 0; step < 7; step++) {
                List<Message> group = new ArrayList<>();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    group.add(here.randomMessage());
                }
                here.take(group);
                assertThat(clusters(here.stored()))
                        .as("seed %d world %d step %d", seed, world, step)
                        .isEqualTo(here.fromScratch());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anyOrderAndAnyGroupsOfTheSameMessagesMakeTheSamePeople(int seed) throws SQLException {
        Random random = new Random(seed);
        for (int world = 0; world < 30; world++) {
            PersonLimits limits = random.nextBoolean() ? PersonLimits.DEFAULT : Resolving.TIGHT;
            World first = new World(seed * 1_000 + world, random, limits);
            List<Message> messages = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                messages.add(first.randomMessage());
            }
            first.take(messages);
            for (int order = 0; order < 3; order++) {
                World other = new World(seed * 100_000 + world * 10 + order, random, limits);
                List<Message> shuffled = new ArrayList<>(messages.stream()
                        .map(message -> inNamespace(message, other.namespace))
                        .toList());
                Collections.shuffle(shuffled, random);
                for (int from = 0; from < shuffled.size(); from += 3) {
                    other.take(shuffled.subList(from, from + 3));
                }
                assertThat(clusters(other.stored()))
                        .as("seed %d world %d", seed, world)
                        .isEqualTo(clusters(first.stored()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whoIsUnmergedInBetweenIsAsFromScratchToo(int seed) throws SQLException {
        Random random = new Random(seed);
        for (int world = 0; world < 60; world++) {
            World here = new World(
                    seed * 1_000 + world, random, random.nextInt(3) > 0 ? PersonLimits.DEFAULT : Resolving.TIGHT);
            for (int step = 0; step < 8; step++) {
                here.take(List.of(here.randomMessage(), here.randomMessage()));
                if (random.nextInt(3) == 0) {
                    here.unmergeSomebody();
                }
                assertThat(clusters(here.stored()))
                        .as("seed %d world %d step %d", seed, world, step)
                        .isEqualTo(here.fromScratch());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void undoingAMergeLeavesEverybodyAsTheyWereWithTheIdsThatTheyHad(int seed) throws SQLException {
        Random random = new Random(seed);
        int undone = 0;
        for (int world = 0; world < 60; world++) {
            World here = new World(seed * 1_000 + world, random, PersonLimits.DEFAULT);
            here.take(List.of(here.randomMessage(), here.randomMessage(), here.randomMessage(), here.randomMessage()));
            for (int step = 0; step < 6; step++) {
                Map<String, UUID> before = here.stored();
                long last = lastChange();
                here.take(List.of(here.randomMessage()));
                List<Long> merges = mergesSince(last);
                Map<String, UUID> after = here.stored();
                if (merges.size() == 1 && after.keySet().equals(before.keySet())) {
                    here.clock.move(Duration.ofSeconds(1));
                    here.unmerging.undo(here.namespace, merges.get(0), "a test");
                    here.clock.move(Duration.ofSeconds(1));
                    assertThat(here.stored())
                            .as("seed %d world %d step %d", seed, world, step)
                            .isEqualTo(before);
                    undone++;
                }
            }
        }
        assertThat(undone).isGreaterThan(10);
    }

    /** All changes since; not only merges, so that one of them alone is what happened. */
    private List<Long> mergesSince(long last) {
        List<Map.Entry<Long, String>> since = database.query(
                "SELECT id, kind FROM identity_change WHERE id > ?",
                row -> Map.entry(row.getLong(1), row.getString(2)),
                last);
        return since.stream().allMatch(entry -> entry.getValue().equals("merge"))
                ? since.stream().map(Map.Entry::getKey).toList()
                : List.of();
    }

    private long lastChange() {
        return database.first("SELECT coalesce(max(id), 0) FROM identity_change", row -> row.getLong(1))
                .orElse(0L);
    }

    private static Message inNamespace(Message message, int namespace) {
        return new Message(
                namespace,
                message.type(),
                message.name(),
                message.messageId(),
                message.who(),
                message.timestamp(),
                message.receivedAt(),
                message.platform(),
                message.payload());
    }

    @Test
    void aPersonKeepsTheirIdWhileNothingIsMerged() throws SQLException {
        World here = new World(9, new Random(1), PersonLimits.DEFAULT);
        here.take(List.of(Resolving.identify(9, "1", NOON, "a:1")));
        UUID first = here.stored().get("a:1");
        here.take(List.of(Resolving.identify(9, "2", NOON.minusSeconds(9), "u:1", "a:1", "e:x@y.z")));
        here.take(List.of(Resolving.identify(9, "3", NOON.plusSeconds(1), "u:1", "x:crm:7")));

        assertThat(here.stored().values()).hasSize(4).containsOnly(first);
    }
}
