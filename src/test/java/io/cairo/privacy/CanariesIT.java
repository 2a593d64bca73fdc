package io.cairo.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.base.HandClock;
import io.cairo.message.Identifier;
import io.cairo.message.Message;
import io.cairo.message.Passage;
import io.cairo.message.Who;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Fifty people with a token of their own in every field there is; half of them are erased. */
class CanariesIT {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final int PEOPLE = 50;

    private final Database database = FreshDatabase.over(FreshDatabase.source());
    private final HandClock clock = new HandClock(NOW);
    private final Node node = new Node(database, clock);
    private final UUID destination = UUID.randomUUID();
    private final UUID plan = UUID.randomUUID();
    private final UUID transformation = UUID.randomUUID();

    @Test
    void ofTheErasedNoTokenIsLeftAndOfTheOthersEvery() throws SQLException {
        furnish();
        for (int person = 0; person < PEOPLE; person++) {
            live(person);
        }
        String before = Dump.of(database);
        assertThat(tokens(1)).allMatch(before::contains);

        for (int person = 1; person < PEOPLE; person += 2) {
            Erasure erasure = node.erase(name("email", person) + "@example.com", () -> true);
            assertThat(erasure.known()).isTrue();
        }
        clock.move(Eraser.SETTLING);
        node.sweep.removeExpired();

        String after = Dump.of(database);
        for (int person = 0; person < PEOPLE; person++) {
            if (person % 2 == 0) {
                assertThat(tokens(person)).allMatch(after::contains);
            } else {
                assertThat(tokens(person)).noneMatch(after::contains);
            }
        }
        assertThat(database.query("SELECT state FROM erasure", row -> row.getString(1)))
                .hasSize(PEOPLE / 2)
                .containsOnly("done");
    }

    private void furnish() {
        database.update("""
                INSERT INTO destination (id, namespace_id, type, name, settings, event_types, created_at, updated_at)
                VALUES (?, 1, 'webhook', 'hook', '', 'track', now(), now())""", destination);
        database.update("""
                INSERT INTO tracking_plan (id, namespace_id, name, enforcement_mode, unplanned_events, unplanned_properties,
                  current_version, created_at, updated_at) VALUES (?, 1, 'plan', 'warn', 'warn', 'warn', 1, now(), now())""", plan);
        database.update("""
                INSERT INTO transformation (id, namespace_id, name, enabled, execution_order, on_error, limit_ms,
                  current_version, created_at, updated_at)
                VALUES (?, 1, 'script', true, 1, 'keep', 100, 1, now(), now())""", transformation);
    }

    /** Everything that can be known of somebody, by the roads and by what the rest of Cairo would write. */
    private void live(int person) throws SQLException {
        Message seen =
                message(person, "seen", Who.user(name("user", person)), "{\"note\":\"" + name("note", person) + "\"}");
        Message named = message(
                person,
                "named",
                new Who(
                        name("user", person),
                        name("device", person),
                        null,
                        null,
                        name("email", person) + "@example.com",
                        List.of(new Identifier("crm", name("crm", person)))),
                "{\"traits\":{\"name\":\"" + name("called", person) + "\"}}");
        Message anonymous = message(
                person,
                "anonymous",
                new Who(null, name("device", person), null, null, null, List.of()),
                "{\"context\":{\"ip\":\"" + name("ip", person) + "\"}}");
        Message previous = message(
                person,
                "alias",
                new Who(name("user", person), null, null, name("previous", person), null, List.of()),
                "{\"previousId\":\"" + name("previous", person) + "\"}");
        Message aside =
                message(person, "aside", Who.user(name("user", person)), "{\"x\":\"" + name("aside", person) + "\"}");
        node.groups.pass(Stream.concat(
                        Stream.of(seen, named, anonymous, previous).map(Passage::of),
                        Stream.of(new Passage(aside, List.of(), List.of(), "dropped by a plan")))
                .toList());
        database.update("""
                INSERT INTO tracking_plan_violation (namespace_id, plan_id, plan_version, event_type, event_name, kind, field,
                  message, count, first_seen, last_seen, message_ids)
                VALUES (1, ?, 1, 'track', ?, 'k', 'f', 'm', 1, now(), now(), ?)""", plan, "E" + person, new String[] {seen.messageId(), aside.messageId()});
        String email = name("email", person) + "@example.com";
        delivery(person, email);
        database.update(
                "INSERT INTO trait (namespace_id, key, name, value, occurred_at, message_id) VALUES (1, ?, 'color', ?::json, now(), 'm')",
                "u:" + name("user", person),
                "\"" + name("trait", person) + "\"");
        database.update(
                "INSERT INTO membership (namespace_id, key, group_id, first_at, last_at) VALUES (1, ?, 'g', now(), now())",
                "a:" + name("device", person));
        database.update("""
                INSERT INTO approval (id, tenant, tool, summary, before, requester_kind, requester_role, requested_at,
                  expires_at, note) VALUES (?, 'default', 'gdpr_delete_user', ?::json, '{}', 'sk', 'admin', now(), now(), ?)""", UUID.randomUUID(), "{\"user_id\":\"" + email + "\"}", "about " + email);
    }

    /** What receivers said, and what somebody who stays says about the person. */
    private void delivery(int person, String email) throws SQLException {
        for (String table : List.of("delivery_retry", "dead_letter")) {
            boolean dead = table.equals("dead_letter");
            database.update(
                    """
                    INSERT INTO %s (destination_id, namespace_id, tx, ord, received_at, subject, %s)
                    SELECT ?, 1, tx, ord, received_at, subject, %s FROM event WHERE message_id = ?""".formatted(
                            table,
                            dead ? "message_id, attempts, cause, detail, died_at" : "attempt, due_at, last_error",
                            dead ? "message_id, 1, 'rejected', ?, now()" : "1, now(), ?"),
                    destination,
                    "no such contact: " + email,
                    "named-" + person);
        }
        database.update("""
                INSERT INTO delivery_attempt (destination_id, namespace_id, tx, ord, received_at, subject, attempts,
                  last_tried_at, delivered, last_error)
                SELECT ?, 1, tx, ord, received_at, subject, 2, now(), true, ? FROM event WHERE message_id = ?""", destination, "no such contact: " + email, "named-" + person);
        database.update(
                "UPDATE transformation SET last_error = ?, last_message_id = ?, last_subject = ? WHERE id = ? AND last_error IS NULL",
                "x is not a function: " + email,
                "seen-" + person,
                "u:" + name("user", person),
                transformation);
        node.groups.write(List.of(message(
                person,
                "other",
                Who.user("somebody-who-stays"),
                "{\"referrer_email\":\"" + email + "\",\"text\":\"invited by " + name("user", person) + "\"}")));
    }

    private static List<String> tokens(int person) {
        return Stream.of("user", "device", "email", "crm", "note", "called", "ip", "previous", "aside", "trait")
                .map(field -> name(field, person))
                .toList();
    }

    private static String name(String field, int person) {
        return "canary-" + field + "-" + Integer.toHexString(0xabc000 + person * 17) + "-z";
    }

    private static Message message(int person, String what, Who who, String payload) {
        return new Message(
                1,
                Message.Type.TRACK,
                "E",
                what + "-" + person,
                who,
                NOW,
                NOW,
                "sdk",
                payload.getBytes(StandardCharsets.UTF_8));
    }
}
