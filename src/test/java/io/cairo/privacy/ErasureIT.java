package io.cairo.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.base.HandClock;
import io.cairo.message.Identifier;
import io.cairo.message.Message;
import io.cairo.message.Person;
import io.cairo.message.PersonalData;
import io.cairo.message.Who;
import io.cairo.privacy.Erasure.State;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ErasureIT {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    private final Database database = FreshDatabase.over(FreshDatabase.source());
    private final HandClock clock = new HandClock(NOW);
    private final Node node = new Node(database, clock);

    @Test
    void forgetsAPersonUnderEveryNameAndNobodyElse() throws SQLException {
        node.groups.write(List.of(
                message("m1", "jane-doe", "device-a", "jane@example.com", "{}"),
                message("m2", null, "device-a", null, "{}"),
                message("m3", "jane-doe", "device-b", null, "{}"),
                message("m4", "mary-jane", "device-c", null, "{\"referrer_email\":\"Jane@example.com\",\"n\":1}")));

        Erasure erasure = node.erase("jane@example.com", () -> true);

        assertThat(erasure.state()).isEqualTo(State.SETTLING);
        assertThat(erasure.known()).isTrue();
        assertThat(erasure.rows()).containsEntry("event", 4L).containsKey("identifier");
        assertThat(messageIds()).containsExactly("m4");
        assertThat(database.query("SELECT payload::text FROM event", row -> row.getString(1)))
                .containsExactly("{\"referrer_email\":\"[erased]\",\"n\":1}");
        assertThat(dump()).doesNotContain("jane-doe", "device-a", "device-b", "jane@example.com");
        assertThat(dump()).contains("mary-jane", "device-c");
    }

    @Test
    void onASharedDeviceTheOtherKeepsTheirsWithoutTheDevice() throws SQLException {
        node.groups.write(List.of(message("m1", "jane-doe", "shared-device", null, "{}")));
        node.groups.write(
                List.of(message("m2", "other-person", "shared-device", null, "{\"anonymousId\":\"shared-device\"}")));

        Erasure unused = node.erase("jane-doe", () -> true);

        assertThat(messageIds()).containsExactly("m2");
        assertThat(dump()).doesNotContain("shared-device").contains("other-person");
    }

    @Test
    void goesOnAfterAStopAtEveryStep() throws SQLException {
        write(30);
        UUID id = node.begin("jane-doe", false);
        State state = State.RUNNING;
        int nodes = 0;
        while (state == State.RUNNING) {
            AtomicInteger left = new AtomicInteger(1);
            state = new Node(database, clock)
                    .eraser
                    .run(id, () -> left.getAndDecrement() > 0)
                    .state();
            nodes++;
        }

        Erasure done = node.erasures.get(id);
        assertThat(nodes).isGreaterThan(10);
        assertThat(done.rows()).containsEntry("event", 30L);
        assertThat(messageIds()).isEmpty();
        assertThat(dump()).doesNotContain("jane-doe");
    }

    /** Whatever a step has done when its node dies is undone with it, and not counted. */
    @Test
    void goesOnAfterAKillInTheMiddleOfATransaction() throws SQLException {
        write(30);
        UUID id = node.begin("jane-doe", false);
        Dying dying = new Dying();
        Node fragile = new Node(database, clock, dying);

        assertThatThrownBy(() -> fragile.eraser.run(id, () -> true)).isInstanceOf(IllegalStateException.class);
        assertThat(node.erasures.get(id).state()).isEqualTo(State.RUNNING);
        dying.alive = true;
        Erasure done = new Node(database, clock, dying).eraser.run(id, () -> true);

        assertThat(done.state()).isEqualTo(State.SETTLING);
        assertThat(done.rows()).containsEntry("event", 30L).containsEntry("another", 1L);
    }

    private static final class Dying implements PersonalData {
        private boolean alive;
        private boolean done;

        @Override
        public Set<String> tables() {
            return Set.of("another");
        }

        @Override
        public Map<String, List<JsonObject>> export(Connection connection, Person person, int limit) {
            return Map.of();
        }

        @Override
        public Map<String, Long> erase(Connection connection, Person person) {
            if (!alive) {
                throw new IllegalStateException("killed");
            }
            long rows = done ? 0 : 1;
            done = true;
            return Map.of("another", rows);
        }
    }

    @Test
    void theSweepOfAnotherNodeFinishesWhatWasLeftAndForgetsWhoItWas() throws SQLException {
        write(3);
        UUID id = node.begin("jane-doe", false);
        Node other = new Node(database, clock);

        assertThat(other.sweep.removeExpired()).isZero();
        assertThat(node.erasures.get(id).state()).isEqualTo(State.SETTLING);
        other.sweep.removeExpired();
        assertThat(node.erasures.get(id).person()).isNotNull();
        clock.move(Eraser.SETTLING);
        other.sweep.removeExpired();

        Erasure done = node.erasures.get(id);
        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.person()).isNull();
        assertThat(database.query("SELECT identifiers FROM erasure", row -> row.getBytes(1)))
                .containsOnlyNulls();
    }

    @Test
    void whatARoundOfDeliveryWritesDownLateIsErasedToo() throws SQLException {
        write(1);
        UUID destination = destination();
        Erasure unused = node.erase("jane-doe", () -> true);
        node.groups.write(List.of(later("again", "jane-doe")));
        deadLetter(destination, "u:jane-doe", 1, "late");
        database.update("""
                INSERT INTO dead_letter (destination_id, namespace_id, tx, ord, received_at, message_id, subject, attempts,
                  cause, detail, died_at)
                SELECT ?, namespace_id, tx, ord, received_at, message_id, subject, 1, 'x', 'x', now() FROM event""", destination);

        clock.move(Eraser.SETTLING);
        node.sweep.removeExpired();

        assertThat(database.query("SELECT message_id FROM dead_letter", row -> row.getString(1)))
                .containsExactly("again");
    }

    @Test
    void aLargePersonGoesInManyTransactions() throws SQLException {
        write(12_000);

        Erasure erasure = node.erase("jane-doe", () -> true);

        assertThat(erasure.rows()).containsEntry("event", 12_000L);
        assertThat(messageIds()).isEmpty();
    }

    @Test
    void whoIsSuppressedStaysSoUnderEveryNameAndWhoIsNotMayComeBack() throws SQLException {
        node.groups.write(
                List.of(message("m1", "jane-doe", null, null, "{}"), message("m2", "june-roe", null, null, "{}")));
        node.suppress("jane-doe", "asked by mail");

        Erasure first = node.erase("jane-doe", () -> true);
        Erasure second = node.erase("june-roe", () -> true);

        assertThat(List.of(first.state(), second.state())).containsOnly(State.SETTLING);
        node.groups.write(List.of(later("jane again", "jane-doe"), later("june again", "june-roe")));
        node.groups.write(List.of(message("june late", "june-roe", null, null, "{}")));
        assertThat(messageIds()).containsExactly("june again");
    }

    @Test
    void deletingAndSuppressingInOneCallDoesBoth() throws SQLException {
        write(2);

        Erasure unused = node.eraser.run(node.begin("jane-doe", true), () -> true);

        node.groups.write(List.of(later("again", "jane-doe")));
        assertThat(messageIds()).isEmpty();
    }

    @Test
    void nobodyKnownIsNothingErased() throws SQLException {
        write(2);

        Erasure erasure = node.erase("never-seen", () -> true);

        assertThat(erasure.known()).isFalse();
        assertThat(erasure.rows()).isEmpty();
        assertThat(messageIds()).hasSize(2);
    }

    @Test
    void twoWhoAskAtTheSameTimeGetOneErasure() throws SQLException {
        write(5);

        assertThat(node.begin("jane-doe", false)).isEqualTo(node.begin("jane-doe", false));
    }

    /** Three senders on two nodes go on while the person is erased. */
    @Test
    void nothingOfBeforeIsLeftThoughPeopleKeepSending() throws Exception {
        Node other = new Node(database, clock);
        AtomicBoolean going = new AtomicBoolean(true);
        List<CompletableFuture<Integer>> senders = new ArrayList<>();
        for (int sender = 0; sender < 3; sender++) {
            Node mine = sender % 2 == 0 ? node : other;
            String name = "s" + sender;
            senders.add(CompletableFuture.supplyAsync(() -> flood(mine, name, going)));
        }
        while (messageIds().size() < 300) {
            Thread.onSpinWait();
        }

        Erasure erasure = node.erase("person-3", () -> true);
        long left = count("person-3");
        going.set(false);
        int written = senders.stream().mapToInt(CompletableFuture::join).sum();

        assertThat(erasure.state()).isEqualTo(State.SETTLING);
        assertThat(left).isZero();
        assertThat(count("person-3")).isZero();
        assertThat(erasure.rows().get("event")).isPositive();
        assertThat(count("person-4")).isEqualTo(written);
    }

    private static int flood(Node node, String sender, AtomicBoolean going) {
        int rounds = 0;
        while (going.get()) {
            int round = rounds++;
            List<Message> messages = IntStream.range(0, 10)
                    .mapToObj(i -> message(sender + "-" + round + "-" + i, "person-" + i, null, null, "{}"))
                    .toList();
            writePatiently(node, messages);
        }
        return rounds;
    }

    /** As a writer does it. */
    private static void writePatiently(Node node, List<Message> messages) {
        while (true) {
            try {
                node.groups.write(messages);
                return;
            } catch (SQLException e) {
                assertThat(io.cairo.base.SqlFailure.mayPass(e))
                        .as(e.getMessage())
                        .isTrue();
            }
        }
    }

    private long count(String userId) {
        return database.first("SELECT count(*) FROM event WHERE user_id = ?", row -> row.getLong(1), userId)
                .orElseThrow();
    }

    private void write(int events) throws SQLException {
        for (int from = 0; from < events; from += 2_000) {
            node.groups.write(IntStream.range(from, Math.min(events, from + 2_000))
                    .mapToObj(i -> message("m" + i, "jane-doe", null, null, "{}"))
                    .toList());
        }
    }

    private UUID destination() {
        UUID id = UUID.randomUUID();
        database.update("""
                INSERT INTO destination (id, namespace_id, type, name, settings, event_types, created_at, updated_at)
                VALUES (?, 1, 'webhook', 'hook', '', 'track', now(), now())""", id);
        return id;
    }

    private void deadLetter(UUID destination, String subject, int tx, String detail) {
        database.update("""
                INSERT INTO dead_letter (destination_id, namespace_id, tx, ord, received_at, message_id, subject, attempts,
                  cause, detail, died_at)
                VALUES (?, 1, ?, 0, now(), 'gone', ?, 1, 'rejected', ?, now())""", destination, tx, subject, detail);
    }

    private List<String> messageIds() {
        return database.query("SELECT message_id FROM event", row -> row.getString(1));
    }

    private String dump() {
        return Dump.of(database);
    }

    private static Message later(String messageId, String userId) {
        return new Message(
                1, Message.Type.TRACK, "E", messageId, Who.user(userId), NOW.plusSeconds(1), NOW, "sdk", bytes("{}"));
    }

    private static Message message(
            String messageId,
            @Nullable String userId,
            @Nullable String anonymousId,
            @Nullable String email,
            String payload) {
        return new Message(
                1,
                Message.Type.TRACK,
                "E",
                messageId,
                new Who(userId, anonymousId, null, null, email, List.<Identifier>of()),
                NOW,
                NOW,
                "sdk",
                bytes(payload));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
