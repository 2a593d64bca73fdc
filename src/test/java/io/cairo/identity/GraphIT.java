package io.cairo.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.cairo.message.Identifier;
import io.cairo.message.Person;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is whom, and how that came to be. */
class GraphIT {
    private final OneNode node = new OneNode();

    @Test
    void knowsAPersonByAnyOfTheirNamesAndNobodyElses() throws SQLException {
        node.named(0, "u:1", "a:1", "e:x@y.z", "x:crm:7");
        node.named(1, "u:2");

        Person person = node.graph.person(node.here, new Identifier("crm", "7")).orElseThrow();

        assertThat(person.keys()).containsExactlyInAnyOrder("u:1", "a:1", "e:x@y.z", "x:crm:7");
        assertThat(node.graph.person(node.here, Identifier.email(" X@Y.z "))).contains(person);
        assertThat(node.graph.person(node.here, person.id())).contains(person);
        assertThat(node.graph.known(person))
                .hasSize(4)
                .allMatch(known -> known.firstSeen().equals(OneNode.NOON));
        assertThat(node.graph.people(
                        node.here,
                        List.of(Identifier.userId("1"), Identifier.anonymousId("1"), Identifier.userId("2"))))
                .hasSize(2);
        assertThat(node.graph.person(node.here, Identifier.userId("3"))).isEmpty();
        assertThat(node.graph.person(OneNode.ELSEWHERE, Identifier.userId("1"))).isEmpty();
        assertThat(node.graph.person(node.here, UUID.randomUUID())).isEmpty();
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
                "\u2003\u2003\u2003\u2003\u2003\u2003\u2003\u2003\u2003\u2003\u2003\u2003\u2003None",
                "unKNOWN                         ",
                "mine"
            })
    void aPlaceholderIsNobody(String value) throws SQLException {
        Resolver strict = Resolving.resolver(node.clock, Resolving.protection(PersonLimits.DEFAULT, "mine", "Yours"));
        node.take(strict, Resolving.identify(node.here, "1", OneNode.NOON, "u:" + value, "a:1"));
        node.take(strict, Resolving.identify(node.here, "2", OneNode.NOON, "u:" + value, "a:2"));
        node.take(strict, Resolving.alias(node.here, "3", OneNode.NOON, value, "1"));
        node.take(strict, Resolving.alias(node.here, "4", OneNode.NOON, "1", value));

        assertThat(node.keys()).containsExactlyInAnyOrder("a:1", "a:2", "u:1");
        assertThat(node.graph.people(node.here, List.of(Identifier.anonymousId("1"), Identifier.anonymousId("2"))))
                .hasSize(2);
    }

    @Test
    void namesAreKeptWhateverIsInThem() throws SQLException {
        String quote = "it's \"quoted\" \\ {a,b} NULL \n\t; -- % \u2028 \uD83D\uDE00";
        String longest = "\u4e2d".repeat(500);
        node.named(0, "u:" + quote, "a:" + longest, "x:crm:" + "\uD83D\uDE00".repeat(250));
        node.named(1, "u:" + longest, "x:erp:" + longest);
        node.take(Resolving.alias(node.here, "alias", OneNode.NOON, longest, quote));

        Person person = node.graph.person(node.here, Identifier.userId(quote)).orElseThrow();
        assertThat(person.keys()).hasSize(5).contains("u:" + quote, "u:" + longest, "a:" + longest);
        assertThat(node.graph.story(person, 10).links()).hasSize(5);
    }

    @Test
    void anAliasJoinsWhatWasKnownByEitherNameAndShowsOnlyWhatWasSeen() throws SQLException {
        node.named(0, "a:was");
        node.named(1, "u:is");
        node.take(Resolving.alias(node.here, "alias", OneNode.NOON.plusSeconds(2), "was", "is"));

        Person person = node.graph.person(node.here, Identifier.userId("is")).orElseThrow();
        assertThat(person.keys()).containsExactlyInAnyOrder("u:is", "a:was");
        assertThat(node.graph.everyKey(person)).containsExactlyInAnyOrder("u:is", "a:was", "u:was");

        node.named(3, "u:was");
        assertThat(node.graph.person(node.here, person.id()).orElseThrow().keys())
                .containsExactlyInAnyOrder("u:is", "a:was", "u:was");
    }

    @Test
    void anAliasToOneselfAndACycleOfAliasesAreHarmless() throws SQLException {
        node.take(Resolving.alias(node.here, "1", OneNode.NOON, "x", "x"));
        assertThat(node.keys()).containsExactly("u:x");

        node.take(Resolving.alias(node.here, "2", OneNode.NOON, "x", "y"));
        node.take(Resolving.alias(node.here, "3", OneNode.NOON, "y", "z"));
        node.take(Resolving.alias(node.here, "4", OneNode.NOON, "z", "x"));
        node.take(Resolving.alias(node.here, "5", OneNode.NOON, "z", "x"));

        assertThat(node.graph.people(
                        node.here, List.of(Identifier.userId("x"), Identifier.userId("y"), Identifier.userId("z"))))
                .singleElement()
                .satisfies(person -> assertThat(person.keys()).containsExactlyInAnyOrder("u:x", "u:y", "u:z"));
    }

    @Test
    void tellsWhyAPersonIsWhoTheyAre() throws SQLException {
        node.named(0, "u:1", "a:1");
        node.named(1, "a:2");
        node.named(2, "u:1", "a:2");
        node.named(3, "u:2", "a:1");
        Person person = node.graph.person(node.here, Identifier.userId("1")).orElseThrow();

        Story story = node.graph.story(person, 10);

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
}
