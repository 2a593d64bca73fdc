package io.cairo.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.base.Problem;
import io.cairo.event.Writing;
import io.cairo.ingest.Groups;
import io.cairo.message.Identifier;
import io.cairo.message.Message;
import io.cairo.message.Passage;
import io.cairo.message.Receipt;
import io.cairo.message.Receipt.Fate;
import io.cairo.message.Who;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateIT {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    private final Database database = FreshDatabase.over(FreshDatabase.source());
    private final Suppressions suppressions = Gates.suppressions(database);
    private Groups one;
    private Groups other;

    @BeforeEach
    void startTwoNodes() {
        one = Groups.over(database, Clock.fixed(NOW, ZoneOffset.UTC));
        other = Groups.over(database, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void aSuppressedPersonIsAcceptedAndForgottenOnEveryNodeAtOnce() throws SQLException {
        store(one, Writing.message("before", "jane", NOW));
        store(other, Writing.message("before too", "june", NOW));

        suppress(Identifier.userId("jane"), Identifier.email("jane@example.com"));

        assertThat(one.write(List.of(
                        Writing.message("m1", "jane", NOW),
                        Writing.message("m2", "june", NOW),
                        Writing.message("m3", "jane", NOW))))
                .containsExactly(stored("m1"), stored("m2"), stored("m3"));
        assertThat(other.write(List.of(Writing.message("m4", "jane", NOW)))).containsExactly(stored("m4"));
        assertThat(messageIds()).containsExactlyInAnyOrder("before", "before too", "m2");
        assertThat(one.suppressed()).isEqualTo(2);
        assertThat(other.suppressed()).isEqualTo(1);
    }

    @Test
    void everyNameOfAMessageCounts() throws SQLException {
        suppress(Identifier.userId("jane"), new Identifier("crm", "77"));

        store(one, named("alias", new Who("new", null, null, "jane", null, List.of())));
        store(one, named("new device", new Who("jane", "never seen", null, null, null, List.of())));
        store(one, named("custom", new Who(null, "a", null, null, null, List.of(new Identifier("crm", "77")))));
        store(one, named("other type", new Who(null, "jane", null, null, null, List.of())));

        assertThat(messageIds()).containsExactly("other type");
    }

    @Test
    void whatAStageMadeOfAMessageCountsAndTakesTheOriginalWithIt() throws SQLException {
        suppress(Identifier.userId("jane"));
        Message original = Writing.message("original", "somebody", NOW);
        Message changed = new Message(
                1, original.type(), "Made", "original", Who.user("jane"), NOW, NOW, "sdk", original.payload());

        List<Receipt> receipts =
                one.pass(List.of(new Passage(original, List.of(original, changed), List.of(), "changed")));

        assertThat(receipts).containsExactly(stored("original"));
        assertThat(messageIds()).isEmpty();
        assertThat(database.query("SELECT message_id FROM set_aside", row -> row.getString(1)))
                .isEmpty();
    }

    @Test
    void anotherNamespaceIsNotConcerned() throws SQLException {
        database.update("INSERT INTO namespace (tenant, name) VALUES ('default', 'second')");
        suppress(Identifier.userId("jane"));
        Message elsewhere = new Message(
                2,
                Message.Type.TRACK,
                "E",
                "m",
                Who.user("jane"),
                NOW,
                NOW,
                "sdk",
                Writing.message("m", "jane", NOW).payload());

        store(one, elsewhere);

        assertThat(messageIds()).containsExactly("m");
    }

    @Test
    void whoIsSuppressedNoMoreIsStoredAgain() throws SQLException {
        suppress(Identifier.userId("jane"), Identifier.anonymousId("a"));
        store(one, Writing.message("m1", "jane", NOW));

        int lifted = database.inTransaction(
                connection -> suppressions.lift(connection, 1, List.of(Identifier.anonymousId("a"))));

        assertThat(lifted).isEqualTo(1);

        store(one, Writing.message("m2", "jane", NOW));
        store(one, Writing.message("m3", "jane", NOW));
        assertThat(messageIds()).containsExactlyInAnyOrder("m2", "m3");
        assertThat(suppressions.list(1, List.of(), 10)).isEmpty();
    }

    @Test
    void suppressionsOfOnePersonBecomeOne() {
        Suppression first = suppress(Identifier.userId("jane"));
        Suppression second = suppress(Identifier.anonymousId("a"));

        Suppression both = suppress(Identifier.userId("jane"), Identifier.anonymousId("a"), Identifier.email("j@x.y"));

        assertThat(both.id()).isIn(first.id(), second.id()); // made in the same moment: neither is the older
        assertThat(suppressions.list(1, List.of(), 10)).containsExactly(both);
        assertThat(both.identifiers()).isEqualTo(3);
    }

    @Test
    void whatHappenedBeforeAnErasureStaysAwayAndWhatHappensLaterDoesNot() throws SQLException {
        List<Identifier> jane = List.of(Identifier.userId("jane"));
        Erased erased = Gates.erased();
        change(connection -> erased.close(connection, 1, jane));
        store(one, Writing.message("meanwhile", "jane", NOW.plusSeconds(60)));

        change(connection -> erased.until(connection, 1, jane, NOW));
        store(one, Writing.message("late", "jane", NOW.minusSeconds(60)));
        store(one, Writing.message("later", "jane", NOW.plusSeconds(60)));

        assertThat(messageIds()).containsExactly("later");
        int forgotten = database.inTransaction(connection -> erased.forget(connection, NOW.plusSeconds(1)));
        assertThat(forgotten).isEqualTo(1);
        store(one, Writing.message("much later", "jane", NOW.minusSeconds(60)));
        assertThat(messageIds()).containsExactlyInAnyOrder("later", "much later");
    }

    @Test
    void whatANodeKnowsAlreadyItNeedNotLookInto() throws SQLException {
        Gate gate = Gates.gate(database);
        suppress(Identifier.userId("jane"));
        List<Message> messages = List.of(Writing.message("m1", "jane", NOW), Writing.message("m2", "june", NOW));
        assertThat(gate.glance(messages).closed()).isEmpty();

        Set<Message> closed = database.inTransaction(connection -> gate.closedTo(connection, messages));

        assertThat(closed).hasSize(1);
        assertThat(gate.glance(messages).closed()).containsExactly(messages.get(0));
    }

    @Test
    void whoIsSuppressedWhileTheirMessageWaitsIsNotStored() throws SQLException {
        Gate gate = Gates.gate(database);
        List<Message> messages = List.of(Writing.message("m1", "jane", NOW), Writing.message("m2", "june", NOW));
        database.inTransaction(connection -> gate.closedTo(connection, messages));
        Gate.Glance glance = gate.glance(messages);
        assertThat(glance.closed()).isEmpty();

        suppress(Identifier.userId("jane"));
        one.pass(messages.stream()
                .map(message -> Passage.of(message, glance.clearAt()))
                .toList());

        assertThat(messageIds()).containsExactly("m2");
        assertThat(gate.glance(messages).clearAt()).isEqualTo(glance.clearAt());
        database.inTransaction(connection -> gate.closedTo(connection, messages));
        assertThat(gate.glance(messages).clearAt()).isEqualTo(Passage.UNSEEN);
        assertThat(gate.glance(messages.subList(1, 2)).clearAt()).isEqualTo(glance.clearAt() + 1);
    }

    /** Each breaks something else that the gate reads. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE revision",
                "DELETE FROM revision WHERE topic = 'suppression'",
                "ALTER TABLE suppressed_identifier RENAME TO gone",
                "ALTER TABLE erased_identifier DROP COLUMN mark"
            })
    void nothingIsStoredWhileItCannotBeToldWhoIsSuppressed(String sabotage) {
        database.update(sabotage);

        assertThatThrownBy(() -> one.write(List.of(Writing.message("m", "anybody", NOW))))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(Problem.Code.UNAVAILABLE));
        assertThat(messageIds()).isEmpty();
    }

    private Suppression suppress(Identifier... identifiers) {
        return database.inTransaction(
                connection -> suppressions.suppress(connection, 1, List.of(identifiers), null, "test", NOW));
    }

    private interface Change {
        void in(Connection connection) throws SQLException;
    }

    private void change(Change change) {
        database.inTransaction(connection -> {
            change.in(connection);
            return true;
        });
    }

    private static void store(Groups node, Message message) throws SQLException {
        assertThat(node.write(List.of(message))).containsExactly(stored(message.messageId()));
    }

    private static Receipt stored(String messageId) {
        return new Receipt(messageId, Fate.STORED, "");
    }

    private static Message named(String messageId, Who who) {
        return new Message(
                1,
                Message.Type.TRACK,
                "E",
                messageId,
                who,
                NOW,
                NOW,
                "sdk",
                Writing.message(messageId, "x", NOW).payload());
    }

    private List<String> messageIds() {
        return database.query("SELECT message_id FROM event", row -> row.getString(1));
    }

    /** Prints what looking for ten thousand costs; that it finds none of them among others is what must hold. */
    @Test
    void othersPassWhereTenThousandAreSuppressed() throws SQLException {
        List<Identifier> many = IntStream.range(0, 10_000)
                .mapToObj(i -> Identifier.userId("suppressed" + i))
                .toList();
        database.inTransaction(connection -> suppressions.suppress(connection, 1, many, null, "test", NOW));
        List<Message> messages = IntStream.range(0, 2_000)
                .mapToObj(i -> named("m" + i, new Who("user" + i, "anonymous" + i, null, null, null, List.of())))
                .toList();

        long best = database.inTransaction(connection -> quickest(connection, Gates.gate(database), messages));

        System.out.printf("the gate, 10,000 suppressed: %d ns a message%n", best / messages.size());
    }

    private static long quickest(Connection connection, Gate gate, List<Message> messages) throws SQLException {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 200; round++) {
            long begin = System.nanoTime();
            Set<Message> closed = gate.closedTo(connection, messages);
            best = Math.min(best, System.nanoTime() - begin);
            assertThat(closed).isEmpty();
        }
        return best;
    }
}
