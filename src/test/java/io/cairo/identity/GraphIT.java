package io.cairo.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.base.HandClock;
import io.cairo.base.OneConnection;
import io.cairo.base.Problem;
import io.cairo.message.Identifier;
import io.cairo.message.Message;
import io.cairo.message.Person;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphIT {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final AtomicInteger NAMESPACES = new AtomicInteger();
    private static final OneConnection CONNECTION = new OneConnection(FreshDatabase.source());
    private static final int ELSEWHERE = 1_000;

    private final int here = NAMESPACES.incrementAndGet();
    private final Database database = CONNECTION.database();
    private final HandClock clock = new HandClock(NOON);
    private final Resolver resolver = Resolving.resolver(clock);
    private final Graph graph = Resolving.graph(database);
    private final Unmerging unmerging =
            Resolving.unmerging(database, Resolving.protection(PersonLimits.DEFAULT), clock);
    private int messages;

    @Test
    void knowsAPersonByAnyOfTheirNamesAndNobodyElses() throws SQLException {
        named(0, "u:1", "a:1", "e:x@y.z", "x:crm:7");
        named(1, "u:2");

        Person person = graph.person(here, new Identifier("crm", "7")).orElseThrow();

        assertThat(person.keys()).containsExactlyInAnyOrder("u:1", "a:1", "e:x@y.z", "x:crm:7");
        assertThat(graph.person(here, Identifier.email(" X@Y.z "))).contains(person);
        assertThat(graph.person(here, person.id())).contains(person);
        assertThat(graph.known(person))
                .hasSize(4)
                .allMatch(known -> known.firstSeen().equals(NOON));
        assertThat(graph.people(
                        here, List.of(Identifier.userId("1"), Identifier.anonymousId("1"), Identifier.userId("2"))))
                .hasSize(2);
        assertThat(graph.person(here, Identifier.userId("3"))).isEmpty();
        assertThat(graph.person(ELSEWHERE, Identifier.userId("1"))).isEmpty();
        assertThat(graph.person(here, UUID.randomUUID())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "Undefined",
                "ANONYMOUS",
                "unknown",
                "none",
                "N/A",
                "NaN",
                "nil",
                "true",
                "false",
                "guest",
                "-1",
                "[object Object]",
                "0",
                "000",
                "00000000-0000-0000-0000-000000000000",
                " ",
                "mine"
            })
    void aPlaceholderIsNobody(String value) throws SQLException {
        Resolver strict = Resolving.resolver(clock, Resolving.protection(PersonLimits.DEFAULT, "mine", "Yours"));
        take(strict, Resolving.identify(here, "1", NOON, "u:" + value, "a:1"));
        take(strict, Resolving.identify(here, "2", NOON, "u:" + value, "a:2"));
        take(strict, Resolving.alias(here, "3", NOON, value, "1"));
        take(strict, Resolving.alias(here, "4", NOON, "1", value));

        assertThat(keys()).containsExactlyInAnyOrder("a:1", "a:2", "u:1");
        assertThat(graph.people(here, List.of(Identifier.anonymousId("1"), Identifier.anonymousId("2"))))
                .hasSize(2);
    }

    @Test
    void namesAreKeptWhateverIsInThem() throws SQLException {
        String quote = "it's \"quoted\" \\ {a,b} NULL \n\t; -- % \u2028 \uD83D\uDE00";
        String longest = "\u4e2d".repeat(500);
        named(0, "u:" + quote, "a:" + longest, "x:crm:" + "\uD83D\uDE00".repeat(250));
        named(1, "u:" + longest, "x:erp:" + longest);
        take(Resolving.alias(here, "alias", NOON, longest, quote));

        Person person = graph.person(here, Identifier.userId(quote)).orElseThrow();
        assertThat(person.keys()).hasSize(5).contains("u:" + quote, "u:" + longest, "a:" + longest);
        assertThat(graph.story(person, 10).links()).hasSize(5);
    }

    @Test
    void anAliasJoinsWhatWasKnownByEitherNameAndShowsOnlyWhatWasSeen() throws SQLException {
        named(0, "a:was");
        named(1, "u:is");
        take(Resolving.alias(here, "alias", NOON.plusSeconds(2), "was", "is"));

        Person person = graph.person(here, Identifier.userId("is")).orElseThrow();
        assertThat(person.keys()).containsExactlyInAnyOrder("u:is", "a:was");
        assertThat(graph.everyKey(person)).containsExactlyInAnyOrder("u:is", "a:was", "u:was");

        named(3, "u:was");
        assertThat(graph.person(here, person.id()).orElseThrow().keys())
                .containsExactlyInAnyOrder("u:is", "a:was", "u:was");
    }

    @Test
    void anAliasToOneselfAndACycleOfAliasesAreHarmless() throws SQLException {
        take(Resolving.alias(here, "1", NOON, "x", "x"));
        assertThat(keys()).containsExactly("u:x");

        take(Resolving.alias(here, "2", NOON, "x", "y"));
        take(Resolving.alias(here, "3", NOON, "y", "z"));
        take(Resolving.alias(here, "4", NOON, "z", "x"));
        take(Resolving.alias(here, "5", NOON, "z", "x"));

        assertThat(graph.people(here, List.of(Identifier.userId("x"), Identifier.userId("y"), Identifier.userId("z"))))
                .singleElement()
                .satisfies(person -> assertThat(person.keys()).containsExactlyInAnyOrder("u:x", "u:y", "u:z"));
    }

    @Test
    void tellsWhyAPersonIsWhoTheyAre() throws SQLException {
        named(0, "u:1", "a:1");
        named(1, "a:2");
        named(2, "u:1", "a:2");
        named(3, "u:2", "a:1");
        Person person = graph.person(here, Identifier.userId("1")).orElseThrow();

        Story story = graph.story(person, 10);

        assertThat(story.links())
                .extracting(
                        link -> link.one().key(),
                        link -> link.other().key(),
                        Story.Linked::cause,
                        Story.Linked::refused)
                .containsExactly(
                        tuple("a:1", "u:2", "m3", "both_identified"),
                        tuple("a:2", "u:1", "m2", null),
                        tuple("a:1", "u:1", "m0", null));
        assertThat(story.changes()).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo("merge");
            assertThat(change.person()).isEqualTo(person.id());
            assertThat(change.identifiers()).containsExactly(Identifier.anonymousId("2"));
            assertThat(change.cause()).isEqualTo("m2");
        });
    }

    @Test
    void whoWasPartedStaysSoUntilALaterAlias() throws SQLException {
        named(0, "u:1", "a:1", "e:x@y.z");
        Person person = graph.person(here, Identifier.userId("1")).orElseThrow();
        clock.move(Duration.ofMinutes(1));

        Unmerged unmerged = unmerging.part(here, person.id(), Identifier.anonymousId("1"), "call of key 7");

        assertThat(unmerged.persons()).hasSize(2);
        assertThat(unmerged.persons().get(0).id()).isEqualTo(person.id());
        assertThat(graph.story(person, 5).changes().get(0).cause()).isEqualTo("call of key 7");
        named(90, "u:1", "a:1");
        named(91, "a:1", "e:x@y.z");
        assertThat(graph.person(here, Identifier.anonymousId("1")).orElseThrow().keys())
                .containsExactly("a:1");

        take(Resolving.alias(here, "old", NOON, "1", "1-old"));
        take(Resolving.alias(here, "new", NOON.plusSeconds(100), "1", "2"));
        assertThat(graph.person(here, Identifier.anonymousId("1")).orElseThrow().keys())
                .contains("a:1", "u:1", "u:2");
    }

    @Test
    void refusesToPartWhatCannotBeParted() throws SQLException {
        named(0, "u:1");
        named(1, "u:2", "a:2");
        Person one = graph.person(here, Identifier.userId("1")).orElseThrow();

        assertThatThrownBy(() -> unmerging.part(here, one.id(), Identifier.userId("1"), "c"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("only one");
        assertThatThrownBy(() -> unmerging.part(here, one.id(), Identifier.userId("2"), "c"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("not one of");
        assertThatThrownBy(() -> unmerging.part(ELSEWHERE, one.id(), Identifier.userId("1"), "c"))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> unmerging.undo(here, 4711, "c"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("4711");
    }

    @Test
    void anUndoneMergeCannotBeUndoneAgainNorCanAnUnmerge() throws SQLException {
        named(0, "u:1", "a:1");
        named(1, "a:2");
        named(2, "u:1", "a:2");
        long merge = graph.story(graph.person(here, Identifier.userId("1")).orElseThrow(), 5)
                .changes()
                .get(0)
                .id();

        assertThat(unmerging.concerned(here, merge))
                .containsExactly(graph.person(here, Identifier.userId("1")).orElseThrow());
        assertThat(unmerging.concerned(here, 4711)).isEmpty();
        long unmerge = unmerging.undo(here, merge, "c").change();

        assertThatThrownBy(() -> unmerging.undo(here, merge, "c")).hasMessageContaining("not one person any more");
        assertThatThrownBy(() -> unmerging.undo(here, unmerge, "c")).hasMessageContaining("is a unmerge");
    }

    @Test
    void knownPeopleCostNothing() throws SQLException {
        List<Message> first = people(500);
        take(first);
        CONNECTION.statements();

        take(first);

        assertThat(CONNECTION.statements()).isZero();
    }

    @Test
    void twoThousandMessagesTakeAFewStatementsWhoeverTheyAreOf() throws SQLException {
        CONNECTION.statements();
        take(people(2_000));
        assertThat(CONNECTION.statements()).isLessThanOrEqualTo(3);

        List<Message> further = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            String other = i % 2 == 0 ? "a:new" + i : "a:p" + (i - 1); // a new device, and one that is somebody else's
            further.add(Resolving.identify(here, "n" + i, NOON.plusSeconds(5), "u:p" + i, other));
        }
        take(further);
        assertThat(CONNECTION.statements()).isLessThanOrEqualTo(15);

        take(IntStream.range(0, 1_000)
                .mapToObj(i -> Resolving.identify(here, "l" + i, NOON, "a:lone" + i))
                .toList());
        CONNECTION.statements();
        take(IntStream.range(0, 1_000)
                .mapToObj(i -> Resolving.identify(here, "k" + i, NOON, "u:p" + i, "a:lone" + i))
                .toList());
        assertThat(CONNECTION.statements()).isLessThanOrEqualTo(30);
        assertThat(keys()).hasSize(6_000);
        assertThat(database.query(
                        "SELECT DISTINCT person_id FROM identifier WHERE namespace_id = ?",
                        row -> row.getString(1),
                        here))
                .hasSize(2_000);
    }

    @Test
    void whatWasRolledBackIsNotRemembered() throws SQLException {
        Message message = Resolving.identify(here, "1", NOON, "u:1", "a:1");
        assertThatThrownBy(() -> database.transaction(in -> {
                    resolver.project(in, List.of(message));
                    throw new SQLException("the node dies here");
                }))
                .hasMessage("the node dies here");
        assertThat(keys()).isEmpty();

        take(message);
        assertThat(keys()).containsExactlyInAnyOrder("u:1", "a:1");
    }

    @Test
    void whatOneNodeRemembersDoesNotMisleadIt() throws SQLException {
        Resolver other = Resolving.resolver(clock);
        named(0, "u:1", "a:1");
        named(1, "u:2", "a:2");
        take(other, Resolving.alias(here, "alias", NOON.plusSeconds(2), "1", "2"));
        Person merged = graph.person(here, Identifier.userId("1")).orElseThrow();
        assertThat(merged.keys()).contains("u:1", "u:2", "a:1", "a:2");

        named(3, "u:1", "a:1", "e:x@y.z");
        named(4, "u:2", "a:9");
        assertThat(graph.person(here, merged.id()).orElseThrow().keys()).contains("e:x@y.z", "a:9");

        unmerging.part(here, merged.id(), Identifier.anonymousId("9"), "c");
        named(5, "u:2", "a:9");
        take(other, Resolving.identify(here, "o", NOON.plusSeconds(6), "u:2", "a:9"));
        assertThat(graph.person(here, Identifier.anonymousId("9")).orElseThrow().keys())
                .containsExactly("a:9");
    }

    @Test
    void whoIsErasedIsForgottenEverywhereAndMayComeAgain() throws SQLException {
        named(0, "u:1", "a:1");
        named(1, "a:2");
        named(2, "u:1", "a:2");
        named(3, "u:2", "a:1");
        Person person = graph.person(here, Identifier.userId("1")).orElseThrow();
        unmerging.part(here, person.id(), Identifier.anonymousId("2"), "c");
        Erasing erasing = new Erasing();
        erasing.resolver = resolver;

        for (String key : List.of("1", "2")) {
            Person gone = graph.person(here, Identifier.anonymousId(key)).orElseThrow();
            assertThat(database.transaction(in -> erasing.export(in, gone, 10)).get("identifier"))
                    .isNotEmpty();
            database.transaction(in -> erasing.erase(in, gone));
            assertThat(database.transaction(in -> erasing.erase(in, gone)).values())
                    .containsOnly(0L);
        }

        assertThat(keys()).containsExactly("u:2");
        for (String table : erasing.tables()) {
            assertThat(database.query(
                            "SELECT 1 FROM " + table + " AS t WHERE namespace_id = ? AND t::text ~ 'u:1|a:1|a:2'",
                            row -> row.getInt(1),
                            here))
                    .as(table)
                    .isEmpty();
        }
        named(0, "u:1", "a:1");
        assertThat(graph.person(here, Identifier.userId("1")).orElseThrow().keys())
                .containsExactlyInAnyOrder("u:1", "a:1");
    }

    @Test
    void aDeviceThatThousandsShareCostsNoMoreThanAnyOther() throws SQLException {
        named(0, "u:first", "a:kiosk");
        take(IntStream.range(0, 2_000)
                .mapToObj(i -> Resolving.identify(here, "k" + i, NOON.plusSeconds(1 + i), "u:" + i, "a:kiosk"))
                .toList());
        CONNECTION.statements();

        named(9_000, "u:last", "a:kiosk");

        assertThat(CONNECTION.statements()).isLessThanOrEqualTo(9);
        assertThat(graph.person(here, Identifier.anonymousId("kiosk"))
                        .orElseThrow()
                        .keys())
                .containsExactlyInAnyOrder("u:first", "a:kiosk");
    }

    @Test
    void whatHangsTogetherTooMuchIsLeftAsItIsAndTheJournalSaysSo() throws SQLException {
        named(0, "u:first", "a:kiosk");
        take(IntStream.range(0, Closure.MOST_LINKS)
                .mapToObj(i -> Resolving.identify(here, "k" + i, NOON.plusSeconds(1 + i), "u:" + i, "a:kiosk"))
                .toList());

        named(-5, "u:earlier", "a:kiosk", "e:x@y.z");

        Person kiosk = graph.person(here, Identifier.anonymousId("kiosk")).orElseThrow();
        assertThat(kiosk.keys()).containsExactlyInAnyOrder("u:first", "a:kiosk");
        assertThat(graph.person(here, Identifier.userId("earlier"))
                        .orElseThrow()
                        .keys())
                .containsExactlyInAnyOrder("u:earlier", "e:x@y.z");
        assertThat(graph.story(kiosk, 5).changes()).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo("refusal");
            assertThat(change.rule()).isEqualTo("too_entangled");
        });
    }

    @Test
    void nobodyGetsMoreIdentifiersThanAPersonMayHave() throws SQLException {
        Resolver tight = Resolving.resolver(clock, Resolving.protection(Resolving.TIGHT));
        for (int i = 0; i < 6; i++) {
            take(tight, Resolving.identify(here, "m" + i, NOON.plusSeconds(i), "u:1", "a:d" + i));
        }
        take(tight, Resolving.identify(here, "early", NOON.minusSeconds(1), "u:1", "a:d5"));

        assertThat(graph.person(here, Identifier.userId("1")).orElseThrow().keys())
                .containsExactlyInAnyOrder("u:1", "a:d5", "a:d0");
    }

    private List<Message> people(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Resolving.identify(here, "p" + i, NOON, "u:p" + i, "a:p" + i))
                .toList();
    }

    private void named(int second, String... keys) throws SQLException {
        take(Resolving.identify(here, "m" + messages++, NOON.plusSeconds(second), keys));
    }

    private void take(Message message) throws SQLException {
        take(resolver, message);
    }

    private void take(Resolver node, Message message) throws SQLException {
        database.transaction(in -> node.project(in, List.of(message))).run();
    }

    private void take(List<Message> group) throws SQLException {
        database.transaction(in -> resolver.project(in, group)).run();
    }

    private Set<String> keys() {
        return Set.copyOf(database.query(
                "SELECT key FROM identifier WHERE namespace_id = ? AND first_seen IS NOT NULL",
                row -> row.getString(1),
                here));
    }
}
