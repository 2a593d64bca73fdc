package io.cairo.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.Database;
import io.cairo.delivery.Pace;
import io.cairo.delivery.Paces;
import io.cairo.destination.Connector.Rate;
import io.cairo.event.Excerpt;
import io.cairo.transformation.Treatment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplayIT {
    @Test
    void sendsWhatIsSelectedWithItsIdsAndAMark() throws Exception {
        try (Rig rig = new Rig()) {
            rig.write(0, 300, 7);
            UUID replay = rig.replay();
            rig.write(300, 400, 7);

            rig.serve(rig.walker(Rig::takesAll), replay);

            assertThat(rig.numbers())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 300).boxed().toList());
            rig.assertInOrder(7);
            assertThat(rig.ids).contains("m000000", "m000299");
            assertThat(rig.received)
                    .allMatch(event -> event.getJsonObject("context")
                            .getJsonObject("replay")
                            .getString("id")
                            .equals(replay.toString()));
            assertThat(rig.get(replay).state()).isEqualTo(State.DONE);
            assertThat(rig.get(replay).counts()).isEqualTo(new Counts(300, 300, 0, 0, 0));
            assertThat(rig.get(replay).finishedAt()).isNotNull();
        }
    }

    @Test
    void selectsByTimeNameAndPerson() throws Exception {
        try (Rig rig = new Rig()) {
            rig.write(0, 20, 5);
            rig.clock.move(Duration.ofMinutes(1));
            Instant from = rig.clock.instant();
            rig.write(20, 40, 5);
            rig.clock.move(Duration.ofMinutes(1));
            Instant to = rig.clock.instant();
            rig.write(40, 60, 5);
            Excerpt all = rig.everything();

            rig.serve(rig.walker(Rig::takesAll), rig.replay(new Excerpt(1, from, to, all.below(), null, null), 500));
            assertThat(rig.numbers())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(20, 40).boxed().toList());

            assertThat(rig.slices.excerpts.count(new Excerpt(1, from, to, all.below(), null, null), 100))
                    .containsExactly(Map.entry("track", 20L));
            assertThat(rig.slices.excerpts.count(all, 15)).containsExactly(Map.entry("track", 15L));

            rig.received.clear();
            Excerpt.Whose u3 = new Excerpt.Whose(List.of("u:u3"), List.of());
            rig.serve(
                    rig.walker(Rig::takesAll), rig.replay(new Excerpt(1, from, to, all.below(), "Happened", u3), 500));
            assertThat(rig.numbers()).containsExactly(23, 28, 33, 38);
            assertThat(rig.slices.excerpts.count(new Excerpt(1, from, to, all.below(), "Happened", u3), 100))
                    .containsExactly(Map.entry("track", 4L));

            rig.received.clear();
            Excerpt pages = new Excerpt(1, from, to, all.below(), "Page Viewed", null);
            assertThat(rig.slices.excerpts.count(pages, 100)).isEmpty();
            UUID nothing = rig.replay(pages, 500);
            rig.serve(rig.walker(Rig::takesAll), nothing);
            assertThat(rig.numbers()).isEmpty();
            assertThat(rig.get(nothing).state()).isEqualTo(State.DONE);
        }
    }

    @Test
    void stopsWhenItIsPausedAndGoesOnWhereItStopped() throws Exception {
        try (Rig rig = new Rig()) {
            rig.write(0, 1_000, 11);
            UUID replay = rig.replay();
            AtomicBoolean paused = new AtomicBoolean();
            rig.serve(
                    rig.walker(event -> {
                        // At least: the receiver has several threads, so nobody may see exactly a hundred.
                        if (rig.received.size() >= 100 && paused.compareAndSet(false, true)) {
                            rig.replays.pause(1, replay);
                        }
                        return 200;
                    }),
                    replay);

            assertThat(rig.get(replay).state()).isEqualTo(State.PAUSED);
            assertThat(rig.received).hasSizeLessThan(1_000);
            assertThat(rig.get(replay).counts().sent()).isEqualTo(rig.received.size());
            rig.serve(rig.walker(Rig::takesAll), replay);
            assertThat(rig.received).as("nobody sends while it is paused").hasSizeLessThan(1_000);

            rig.replays.resume(1, replay);
            rig.serve(rig.walker(Rig::takesAll), replay);
            assertThat(rig.numbers())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 1_000).boxed().toList());
            rig.assertInOrder(11);
        }
    }

    @Test
    void neverGoesOnWhenItIsCancelled() throws Exception {
        try (Rig rig = new Rig()) {
            rig.write(0, 500, 11);
            UUID replay = rig.replay();
            rig.serve(
                    rig.walker(event -> {
                        rig.replays.cancel(1, replay);
                        return 200;
                    }),
                    replay);
            int sent = rig.received.size();
            rig.replays.resume(1, replay);
            rig.timePasses();
            rig.serve(rig.walker(Rig::takesAll), replay);

            assertThat(rig.received).hasSize(sent).hasSizeLessThan(500);
            assertThat(rig.get(replay).state()).isEqualTo(State.CANCELLED);
            assertThat(rig.walks.waiting()).isEmpty();
        }
    }

    @Test
    void anotherNodeGoesOnWhereADeadOneStopped() throws Exception {
        try (Rig rig = new Rig()) {
            rig.write(0, 1_000, 13);
            UUID replay = rig.replay();
            Walker dying = rig.walker(event -> {
                if (rig.received.size() > 400) {
                    throw new IllegalStateException("the node dies here");
                }
                return 200;
            });
            assertThatThrownBy(() -> rig.serve(dying, replay)).isInstanceOf(IllegalStateException.class);
            int before = rig.received.size();

            rig.serve(rig.walker(Rig::takesAll), replay);
            assertThat(rig.received).as("the lease still holds").hasSize(before);

            rig.timePasses();
            rig.serve(rig.walker(Rig::takesAll), replay);
            assertThat(new LinkedHashSet<>(rig.numbers())).hasSize(1_000);
            assertThat(rig.received.size())
                    .as("only the slice on its way is repeated")
                    .isLessThan(1_000 + 100);
            assertThat(rig.get(replay).counts().sent()).isEqualTo(1_000);
        }
    }

    @Test
    void keepsItsPace() throws Exception {
        try (Rig rig = new Rig()) {
            rig.write(0, 500, 11);
            Instant begun = rig.clock.instant();
            UUID replay = rig.replay(rig.everything(), 50);

            rig.serve(rig.walker(Rig::takesAll), replay);

            assertThat(rig.received).hasSize(500);
            assertThat(Duration.between(begun, rig.clock.instant())).isEqualTo(Duration.ofSeconds(10));
            assertThat(rig.waits).hasSize(10).containsOnly(Duration.ofSeconds(1));
        }
    }

    @Test
    void sharesItsDestinationsThrottleWithWhatIsDeliveredLive() throws Exception {
        try (Rig rig = new Rig()) {
            rig.write(0, 100, 11);
            rig.mostPerSecond = 20;
            Paces live = new Paces(rig.database);
            Pace pace = Pace.yielding(new Rate(20, 0));
            live.settle(rig.destination, pace);
            rig.database.update("UPDATE delivery_pace SET events = 0, filled_at = now() + interval '1 hour'");
            UUID replay = rig.replay(rig.everything(), 5_000);

            rig.walker(Rig::takesAll).serve(replay, "a node", () -> rig.waits.size() < 5);
            assertThat(rig.received)
                    .as("live delivery has used up what there is")
                    .isEmpty();
            assertThat(rig.get(replay).state()).isEqualTo(State.RUNNING);

            rig.timePasses();
            rig.database.update("UPDATE delivery_pace SET filled_at = now() - interval '1 hour'");
            rig.walker(Rig::takesAll).serve(replay, "a node", () -> rig.received.size() < 20);
            assertThat(rig.received)
                    .as("half of what is kept is left to what is new")
                    .hasSize(20);
        }
    }

    @Test
    void anotherNodeCannotTakeAReplayWhoseRequestIsUnderWay() throws Exception {
        try (Rig rig = new Rig()) {
            rig.write(0, 3, 1);
            UUID replay = rig.replay();
            List<Boolean> taken = new ArrayList<>();
            Walker walker = rig.walker(event -> {
                rig.database.update("UPDATE replay SET lease_until = now() + interval '1 millisecond'");
                rig.heartbeat.beat();
                taken.add(rig.walks.claim(replay, "another").isPresent());
                return 200;
            });

            rig.serve(walker, replay);

            assertThat(taken).containsExactly(false, false, false);
        }
    }

    @Test
    void sendsWhatTheDestinationsTransformationsMakeOfAnEvent() throws Exception {
        try (Rig rig = new Rig()) {
            rig.write(0, 40, 4);
            rig.treatment = events -> events.stream()
                    .map(event -> event.messageId().endsWith("7")
                            ? new Treatment.Treated(List.of(), null)
                            : new Treatment.Treated(List.of(event), null))
                    .toList();
            UUID replay = rig.replay();
            rig.serve(rig.walker(Rig::takesAll), replay);

            assertThat(rig.get(replay).counts()).isEqualTo(new Counts(40, 36, 4, 0, 0));
        }
    }

    @Test
    void isNotDoneWhileSomethingOfItMayStillBeCommitted() throws Exception {
        try (Rig rig = new Rig()) {
            UUID replay = rig.database.inTransaction(late -> {
                Database.query(late, "SELECT pg_current_xact_id()", row -> row.getString(1));
                rig.write(0, 3, 1);
                UUID made = rig.replay();
                walk(rig, made);
                assertThat(rig.get(made).state()).isEqualTo(State.RUNNING);
                return made;
            });
            rig.timePasses();
            walk(rig, replay);

            assertThat(rig.received).hasSize(3);
            assertThat(rig.get(replay).state()).isEqualTo(State.DONE);
        }
    }

    /** As long as the node is not stopped, which it is after some rounds. */
    private static void walk(Rig rig, UUID replay) {
        AtomicInteger rounds = new AtomicInteger();
        try {
            rig.walker(Rig::takesAll).serve(replay, UUID.randomUUID().toString(), () -> rounds.incrementAndGet() < 50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
