package io.cairo.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.message.Identifier;
import io.cairo.message.Message;
import io.cairo.message.Person;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a node remembers of people, and what it must not. */
class GraphMemoryIT {
    private final OneNode node = new OneNode();

    @Test
    void whatWasRolledBackIsNotRemembered() throws SQLException {
        Message message = Resolving.identify(node.here, "1", OneNode.NOON, "u:1", "a:1");
        assertThatThrownBy(() -> node.database.transaction(in -> {
                    node.resolver.project(in, List.of(message));
                    throw new SQLException("the node dies here");
                }))
                .hasMessage("the node dies here");
        assertThat(node.keys()).isEmpty();

        node.take(message);
        assertThat(node.keys()).containsExactlyInAnyOrder("u:1", "a:1");
    }

    @Test
    void whatOneNodeRemembersDoesNotMisleadIt() throws SQLException {
        Resolver other = Resolving.resolver(node.clock);
        node.named(0, "u:1", "a:1");
        node.named(1, "u:2", "a:2");
        node.take(other, Resolving.alias(node.here, "alias", OneNode.NOON.plusSeconds(2), "1", "2"));
        Person merged = node.graph.person(node.here, Identifier.userId("1")).orElseThrow();
        assertThat(merged.keys()).contains("u:1", "u:2", "a:1", "a:2");

        node.named(3, "u:1", "a:1", "e:x@y.z");
        node.named(4, "u:2", "a:9");
        assertThat(node.graph.person(node.here, merged.id()).orElseThrow().keys())
                .contains("e:x@y.z", "a:9");

        node.unmerging.part(node.here, merged.id(), Identifier.anonymousId("9"), "c");
        node.named(5, "u:2", "a:9");
        node.take(other, Resolving.identify(node.here, "o", OneNode.NOON.plusSeconds(6), "u:2", "a:9"));
        assertThat(node.graph
                        .person(node.here, Identifier.anonymousId("9"))
                        .orElseThrow()
                        .keys())
                .containsExactly("a:9");
    }

    @Test
    void whoIsErasedIsForgottenEverywhereAndMayComeAgain() throws SQLException {
        node.named(0, "u:1", "a:1");
        node.named(1, "a:2");
        node.named(2, "u:1", "a:2");
        node.named(3, "u:2", "a:1");
        Person person = node.graph.person(node.here, Identifier.userId("1")).orElseThrow();
        node.unmerging.part(node.here, person.id(), Identifier.anonymousId("2"), "c");
        Erasing erasing = new Erasing();
        erasing.resolver = node.resolver;

        for (String key : List.of("1", "2")) {
            Person gone =
                    node.graph.person(node.here, Identifier.anonymousId(key)).orElseThrow();
            assertThat(node.database
                            .transaction(in -> erasing.export(in, gone, 10))
                            .get("identifier"))
                    .isNotEmpty();
            node.database.transaction(in -> erasing.erase(in, gone));
            assertThat(node.database.transaction(in -> erasing.erase(in, gone)).values())
                    .containsOnly(0L);
        }

        assertThat(node.keys()).containsExactly("u:2");
        for (String table : erasing.tables()) {
            assertThat(node.database.query(
                            "SELECT 1 FROM " + table + " AS t WHERE namespace_id = ? AND t::text ~ 'u:1|a:1|a:2'",
                            row -> row.getInt(1),
                            node.here))
                    .as(table)
                    .isEmpty();
        }
        node.named(0, "u:1", "a:1");
        assertThat(node.graph
                        .person(node.here, Identifier.userId("1"))
                        .orElseThrow()
                        .keys())
                .containsExactlyInAnyOrder("u:1", "a:1");
    }
}
