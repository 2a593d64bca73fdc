package io.cairo.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.message.Identifier;
import io.cairo.message.Person;
import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The link that an identifier came with counts like any other, from both of its ends, for as long as it is known. */
class CarriedLinkIT {
    private static final Identifier USER_1 = Identifier.userId("1");
    private static final Identifier USER_2 = Identifier.userId("2");
    private static final Identifier DEVICE = Identifier.anonymousId("1");

    private final OneNode node = new OneNode();
    private final Erasing erasing = new Erasing();

    @Test
    void newPeopleCostNoRowButThoseOfTheirIdentifiers() throws SQLException {
        node.named(0, "u:1", "a:1", "e:1@x.y", "x:crm:1");
        node.named(1, "a:2", "e:2@x.y", "x:crm:2");
        node.named(2, "u:1", "x:till:1");

        assertThat(rows()).isEmpty();
        assertThat(told(USER_1)).containsExactlyInAnyOrder("a:1 u:1", "e:1@x.y u:1", "u:1 x:crm:1", "u:1 x:till:1");
        assertThat(told(Identifier.email("2@x.y"))).containsExactlyInAnyOrder("a:2 e:2@x.y", "a:2 x:crm:2");
    }

    @Test
    void aNodeThatRemembersNothingWritesNoLinkAgain() throws SQLException {
        String[] user = {"u:1", "a:1", "x:crm:1"};
        String[] device = {"a:2", "e:2@x.y", "x:crm:2"};
        node.named(0, user);
        node.named(0, device);

        Resolver other = Resolving.resolver(node.clock);
        node.take(other, Resolving.identify(node.here, "again", at(30), user));
        node.take(other, Resolving.identify(node.here, "again too", at(30), device));

        assertThat(rows()).isEmpty();
    }

    @Test
    void anEarlierEventTakesTheDeviceFromWhoHadItAndTheLinkStaysKnown() throws SQLException {
        node.named(10, "u:1", "a:1");
        node.named(20, "u:2", "e:2@x.y");
        node.named(5, "u:2", "a:1");

        assertThat(person(USER_2).keys()).containsExactlyInAnyOrder("u:2", "e:2@x.y", "a:1");
        assertThat(person(USER_1).keys()).containsExactly("u:1");
        assertThat(told(USER_1)).containsExactly("a:1 u:1 both_identified");
        assertThat(told(DEVICE)).contains("a:1 u:1 both_identified", "a:1 u:2");
        assertThat(rows()).containsExactlyInAnyOrder("a:1 u:1", "a:1 u:2");
        node.take(Resolving.resolver(node.clock), Resolving.identify(node.here, "again", at(30), "u:1", "a:1"));
        assertThat(rows()).as("known already").hasSize(2);
    }

    @Test
    void twoWhoAreMergedAreFoundThroughWhatTheyCarryFromBothEnds() throws SQLException {
        node.named(0, "a:1", "e:1@x.y");
        node.named(1, "a:2", "e:2@x.y");
        node.named(2, "e:1@x.y", "x:crm:1");
        node.named(3, "u:1", "e:1@x.y");
        node.named(4, "u:1", "e:2@x.y");

        assertThat(person(USER_1).keys())
                .containsExactlyInAnyOrder("u:1", "a:1", "e:1@x.y", "x:crm:1", "a:2", "e:2@x.y");
        assertThat(told(USER_1)).hasSize(5).contains("a:1 e:1@x.y", "a:2 e:2@x.y", "e:1@x.y x:crm:1");
    }

    @Test
    void whoIsPartedKeepsTheLinkAndIsNotJoinedByIt() throws SQLException {
        node.named(0, "u:1", "a:1");
        node.clock.move(Duration.ofMinutes(1));

        node.unmerging.part(node.here, person(USER_1).id(), DEVICE, "call");

        assertThat(rows()).containsExactly("a:1 u:1");
        assertThat(carried()).isEmpty();
        assertThat(told(USER_1)).containsExactly("a:1 u:1 unmerged");
        assertThat(told(DEVICE)).containsExactly("a:1 u:1 unmerged");
        node.named(5, "a:1", "e:1@x.y");
        assertThat(person(USER_1).keys()).containsExactly("u:1");
    }

    @Test
    void anEarlierEventOfTheSameTwoIsHeardOfLater() throws SQLException {
        node.named(10, "u:1", "a:1");

        node.named(5, "u:1", "a:1");

        assertThat(node.graph.story(person(USER_1), 9).links())
                .singleElement()
                .satisfies(link -> assertThat(link.at()).isEqualTo(at(5)));
        node.named(7, "u:1", "a:1");
        assertThat(rows()).containsExactly("a:1 u:1");
    }

    @Test
    void ofAnErasedPersonNoLinkIsLeftAtAnybody() throws SQLException {
        node.named(0, "u:1", "a:1", "e:1@x.y");
        Person before = person(USER_1);
        node.named(1, "u:2", "e:2@x.y");
        node.named(-5, "u:2", "a:1");
        node.named(8, "a:1", "x:crm:9");

        assertThat(carried()).contains("x:crm:9 a:1");
        assertThat(erase(before)).isPositive();

        assertThat(rows()).isEmpty();
        assertThat(carried()).containsExactly("e:2@x.y u:2");
        assertThat(person(USER_2).keys()).containsExactlyInAnyOrder("u:2", "e:2@x.y", "x:crm:9");
    }

    @Test
    void aLinkIsErasedWithEitherEnd() throws SQLException {
        node.named(0, "u:1", "a:1");
        node.named(0, "u:2", "a:2");
        Person one = person(USER_1);
        Person other = person(USER_2);

        assertThat(erase(only(one, "u:1"))).isEqualTo(1);
        assertThat(erase(only(other, "a:2"))).isEqualTo(1);

        assertThat(carried()).isEmpty();
    }

    @Test
    void aPersonIsHandedTheirLinks() throws SQLException {
        node.named(0, "u:1", "a:1", "e:1@x.y");

        Map<String, List<JsonObject>> handed = node.database.with(in -> erasing.export(in, person(USER_1), 9));
        List<JsonObject> links = handed.getOrDefault("identity_link", List.of());

        assertThat(links).hasSize(2).allSatisfy(link -> {
            assertThat(link.getString("cause")).isEqualTo("m0");
            assertThat(link.getString("at")).startsWith("2026-03-0");
            assertThat(link.getBoolean("alias")).isFalse();
        });
        assertThat(links).extracting(link -> link.getString("one")).containsExactlyInAnyOrder("a:1", "e:1@x.y");
    }

    private long erase(Person person) throws SQLException {
        erasing.resolver = node.resolver;
        return node.database.transaction(in -> erasing.erase(in, person)).getOrDefault("identity_link", 0L);
    }

    /** As if the rest of the person had become somebody else's meanwhile. */
    private static Person only(Person person, String key) {
        return new Person(person.namespace(), new UUID(0, 0), List.of(Identifier.ofKey(key)));
    }

    private static Instant at(int second) {
        return OneNode.NOON.plusSeconds(second);
    }

    private Person person(Identifier identifier) {
        return node.graph.person(node.here, identifier).orElseThrow();
    }

    private List<String> told(Identifier identifier) {
        return node.graph.story(person(identifier), 50).links().stream()
                .map(link -> link.one().key() + " " + link.other().key()
                        + (link.refused() == null ? "" : " " + link.refused()))
                .toList();
    }

    private List<String> rows() {
        return node.database.query(
                "SELECT DISTINCT a || ' ' || b FROM identity_link WHERE namespace_id = ?",
                row -> row.getString(1),
                node.here);
    }

    private List<String> carried() {
        return node.database.query(
                "SELECT key || ' ' || linked_key FROM identifier WHERE namespace_id = ? AND linked_key IS NOT NULL",
                row -> row.getString(1),
                node.here);
    }
}
