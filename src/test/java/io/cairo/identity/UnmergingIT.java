package io.cairo.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.Problem;
import io.cairo.message.Identifier;
import io.cairo.message.Person;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Parting people who are not one. */
class UnmergingIT {
    private final OneNode node = new OneNode();

    @Test
    void whoWasPartedStaysSoUntilALaterAlias() throws SQLException {
        node.named(0, "u:1", "a:1", "e:x@y.z");
        Person person = node.graph.person(node.here, Identifier.userId("1")).orElseThrow();
        node.clock.move(Duration.ofMinutes(1));

        Unmerged unmerged = node.unmerging.part(node.here, person.id(), Identifier.anonymousId("1"), "call of key 7");

        assertThat(unmerged.persons()).hasSize(2);
        assertThat(unmerged.persons().get(0).id()).isEqualTo(person.id());
        assertThat(node.graph.story(person, 5).changes().get(0).cause()).isEqualTo("call of key 7");
        node.named(90, "u:1", "a:1");
        node.named(91, "a:1", "e:x@y.z");
        assertThat(node.graph
                        .person(node.here, Identifier.anonymousId("1"))
                        .orElseThrow()
                        .keys())
                .containsExactly("a:1");

        node.take(Resolving.alias(node.here, "old", OneNode.NOON, "1", "1-old"));
        node.take(Resolving.alias(node.here, "new", OneNode.NOON.plusSeconds(100), "1", "2"));
        assertThat(node.graph
                        .person(node.here, Identifier.anonymousId("1"))
                        .orElseThrow()
                        .keys())
                .contains("a:1", "u:1", "u:2");
    }

    @Test
    void refusesToPartWhatCannotBeParted() throws SQLException {
        node.named(0, "u:1");
        node.named(1, "u:2", "a:2");
        Person one = node.graph.person(node.here, Identifier.userId("1")).orElseThrow();

        assertThatThrownBy(() -> node.unmerging.part(node.here, one.id(), Identifier.userId("1"), "c"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("only one");
        assertThatThrownBy(() -> node.unmerging.part(node.here, one.id(), Identifier.userId("2"), "c"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("not one of");
        assertThatThrownBy(() -> node.unmerging.part(OneNode.ELSEWHERE, one.id(), Identifier.userId("1"), "c"))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> node.unmerging.undo(node.here, 4711, "c"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("4711");
    }

    @Test
    void anUndoneMergeCannotBeUndoneAgainNorCanAnUnmerge() throws SQLException {
        node.named(0, "u:1", "a:1");
        node.named(1, "a:2");
        node.named(2, "u:1", "a:2");
        long merge = node.graph
                .story(node.graph.person(node.here, Identifier.userId("1")).orElseThrow(), 5)
                .changes()
                .get(0)
                .id();

        assertThat(node.unmerging.concerned(node.here, merge))
                .containsExactly(
                        node.graph.person(node.here, Identifier.userId("1")).orElseThrow());
        assertThat(node.unmerging.concerned(node.here, 4711)).isEmpty();
        long unmerge = node.unmerging.undo(node.here, merge, "c").change();

        assertThatThrownBy(() -> node.unmerging.undo(node.here, merge, "c"))
                .hasMessageContaining("not one person any more");
        assertThatThrownBy(() -> node.unmerging.undo(node.here, unmerge, "c")).hasMessageContaining("is a unmerge");
    }
}
