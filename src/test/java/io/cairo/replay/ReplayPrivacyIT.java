package io.cairo.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.event.Excerpt;
import io.cairo.message.Identifier;
import io.cairo.message.Person;
import io.cairo.suppression.Gates;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What replays do not send, and what they do not keep. */
class ReplayPrivacyIT {
    @Test
    void whoIsSuppressedOrErasedIsLeftOut() throws Exception {
        try (Rig rig = new Rig()) {
            rig.write(0, 100, 10);
            UUID replay = rig.replay(rig.everything(), 20);
            rig.database.inTransaction(connection -> {
                Gates.erased().close(connection, 1, List.of(Identifier.userId("u5")));
                return true;
            });
            AtomicInteger requests = new AtomicInteger();
            rig.serve(
                    rig.walker(event -> {
                        if (requests.incrementAndGet() == 15) {
                            suppress(rig, "u3");
                        }
                        return 200;
                    }),
                    replay);

            assertThat(rig.received)
                    .noneMatch(event -> event.getString("userId").equals("u5"));
            assertThat(rig.numbers()).as("from the next slice on").contains(3).noneMatch(n -> n % 10 == 3 && n >= 20);
            assertThat(rig.get(replay).counts().skipped()).isBetween(10L + 8, 10L + 9);
            assertThat(rig.get(replay).state()).isEqualTo(State.DONE);
        }
    }

    private static void suppress(Rig rig, String userId) {
        rig.database.inTransaction(connection -> Gates.suppressions(rig.database)
                .suppress(connection, 1, List.of(Identifier.userId(userId)), null, "operator", rig.clock.instant()));
    }

    @Test
    void nothingIsSentWhileItCannotBeToldWhoIsSuppressed() throws Exception {
        try (Rig rig = new Rig()) {
            rig.write(0, 10, 3);
            UUID replay = rig.replay();
            rig.database.update("DELETE FROM revision WHERE topic = 'suppression'");

            assertThatThrownBy(() -> rig.serve(rig.walker(Rig::takesAll), replay))
                    .hasMessageContaining("cannot be told");
            assertThat(rig.received).isEmpty();
        }
    }

    @Test
    void anErasedPersonsReplayEndsAndForgetsThem() throws Exception {
        try (Rig rig = new Rig()) {
            Excerpt all = rig.everything();
            Excerpt.Whose jane = new Excerpt.Whose(List.of("u:jane-doe-77"), List.of("jane@example.com"));
            Excerpt hers = new Excerpt(1, all.from(), all.to(), all.below(), null, jane);
            UUID replay = rig.replays
                    .add(rig.destination, new Replay.Selected(hers, "jane-doe-77", false, null, 10), "operator")
                    .orElseThrow();
            UUID other = rig.replay();
            rig.database.update(
                    "UPDATE replay SET last_error = 'no user jane-doe-77', failed_ids = '{of-jane-doe-77,m1}' WHERE id = ?",
                    other);
            Person person = new Person(1, UUID.randomUUID(), List.of(Identifier.userId("jane-doe-77")));
            ReplayData data = new ReplayData();

            assertThat(rig.database
                            .inTransaction(connection -> data.export(connection, person, 10))
                            .get("replay"))
                    .singleElement()
                    .matches(row -> row.getString("user_id").equals("jane-doe-77"));
            assertThat(erased(rig, data, person)).containsEntry("replay", 2L);
            assertThat(erased(rig, data, person)).containsEntry("replay", 0L);

            assertThat(rig.text("SELECT string_agg(r::text, ' ') FROM replay r"))
                    .doesNotContain("jane");
            assertThat(rig.get(replay).state()).isEqualTo(State.CANCELLED);
            assertThat(rig.get(other).state()).isEqualTo(State.RUNNING);
            assertThat(rig.get(other).failedIds()).containsExactly("m1");
        }
    }

    private static Map<String, Long> erased(Rig rig, ReplayData data, Person person) {
        return rig.database.inTransaction(connection -> data.erase(connection, person));
    }

    @Test
    void isForgottenAMonthAfterItsEnd() throws Exception {
        try (Rig rig = new Rig()) {
            UUID done = rig.replay();
            UUID running = rig.replay();
            rig.serve(rig.walker(Rig::takesAll), done);
            ReplaySweep sweep = new ReplaySweep();
            sweep.database = rig.database;
            assertThat(sweep.removeExpired()).isZero();

            rig.database.update(
                    "UPDATE replay SET created_at = created_at - interval '31 days', finished_at = finished_at - interval '31 days'");
            assertThat(sweep.removeExpired()).isEqualTo(1);
            assertThat(rig.replays.find(1, running)).isPresent();
        }
    }
}
