package io.cairo.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.message.Identifier;
import io.cairo.message.Message;
import io.cairo.message.Person;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the graph asks of the database, and where it stops asking. */
class GraphCostIT {
    private final OneNode node = new OneNode();

    @Test
    void knownPeopleCostNothing() throws SQLException {
        List<Message> first = people(500);
        node.take(first);
        node.statements();

        node.take(first);

        assertThat(node.statements()).isZero();
    }

    @Test
    void twoThousandMessagesTakeAFewStatementsWhoeverTheyAreOf() throws SQLException {
        node.statements();
        node.take(people(2_000));
        assertThat(node.statements()).isLessThanOrEqualTo(3);

        List<Message> further = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            String other = i % 2 == 0 ? "a:new" + i : "a:p" + (i - 1); // a new device, and one that is somebody else's
            further.add(Resolving.identify(node.here, "n" + i, OneNode.NOON.plusSeconds(5), "u:p" + i, other));
        }
        node.take(further);
        assertThat(node.statements()).isLessThanOrEqualTo(15);

        node.take(IntStream.range(0, 1_000)
                .mapToObj(i -> Resolving.identify(node.here, "l" + i, OneNode.NOON, "a:lone" + i))
                .toList());
        node.statements();
        node.take(IntStream.range(0, 1_000)
                .mapToObj(i -> Resolving.identify(node.here, "k" + i, OneNode.NOON, "u:p" + i, "a:lone" + i))
                .toList());
        assertThat(node.statements()).isLessThanOrEqualTo(30);
        assertThat(node.keys()).hasSize(6_000);
        assertThat(node.database.query(
                        "SELECT DISTINCT person_id FROM identifier WHERE namespace_id = ?",
                        row -> row.getString(1),
                        node.here))
                .hasSize(2_000);
    }

    @Test
    void aDeviceThatThousandsShareCostsNoMoreThanAnyOther() throws SQLException {
        node.named(0, "u:first", "a:kiosk");
        node.take(IntStream.range(0, 2_000)
                .mapToObj(i ->
                        Resolving.identify(node.here, "k" + i, OneNode.NOON.plusSeconds(1 + i), "u:" + i, "a:kiosk"))
                .toList());
        node.statements();

        node.named(9_000, "u:last", "a:kiosk");

        assertThat(node.statements()).isLessThanOrEqualTo(9);
        assertThat(node.graph
                        .person(node.here, Identifier.anonymousId("kiosk"))
                        .orElseThrow()
                        .keys())
                .containsExactlyInAnyOrder("u:first", "a:kiosk");
    }

    @Test
    void whatHangsTogetherTooMuchIsLeftAsItIsAndTheJournalSaysSo() throws SQLException {
        node.named(0, "u:first", "a:kiosk");
        node.take(IntStream.range(0, Closure.MOST_LINKS)
                .mapToObj(i ->
                        Resolving.identify(node.here, "k" + i, OneNode.NOON.plusSeconds(1 + i), "u:" + i, "a:kiosk"))
                .toList());

        node.named(-5, "u:earlier", "a:kiosk", "e:x@y.z");

        Person kiosk =
                node.graph.person(node.here, Identifier.anonymousId("kiosk")).orElseThrow();
        assertThat(kiosk.keys()).containsExactlyInAnyOrder("u:first", "a:kiosk");
        assertThat(node.graph
                        .person(node.here, Identifier.userId("earlier"))
                        .orElseThrow()
                        .keys())
                .containsExactlyInAnyOrder("u:earlier", "e:x@y.z");
        assertThat(node.graph.story(kiosk, 5).changes()).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo("refusal");
            assertThat(change.rule()).isEqualTo("too_entangled");
        });
    }

    @Test
    void nobodyGetsMoreIdentifiersThanAPersonMayHave() throws SQLException {
        Resolver tight = Resolving.resolver(node.clock, Resolving.protection(Resolving.TIGHT));
        for (int i = 0; i < 6; i++) {
            node.take(tight, Resolving.identify(node.here, "m" + i, OneNode.NOON.plusSeconds(i), "u:1", "a:d" + i));
        }
        node.take(tight, Resolving.identify(node.here, "early", OneNode.NOON.minusSeconds(1), "u:1", "a:d5"));

        assertThat(node.graph
                        .person(node.here, Identifier.userId("1"))
                        .orElseThrow()
                        .keys())
                .containsExactlyInAnyOrder("u:1", "a:d5", "a:d0");
    }

    private List<Message> people(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Resolving.identify(node.here, "p" + i, OneNode.NOON, "u:p" + i, "a:p" + i))
                .toList();
    }
}
