package io.cairo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.message.Identifier;
import io.cairo.message.Message;
import io.cairo.message.Passage;
import io.cairo.message.Stage;
import io.cairo.suppression.Gates;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Originals that were set aside go through what stands now, and what comes out is sent. */
class OriginalsIT {
    private static final UUID CODE = UUID.randomUUID();

    /** A stage that makes something of each event. */
    private static Stage making(Function<Message, List<Message>> code) {
        return new Stage() {
            @Override
            public int order() {
                return 1;
            }

            @Override
            public Step at(int namespace) {
                return messages -> messages.stream()
                        .map(message -> new Passage(message, code.apply(message), List.of(), null))
                        .toList();
            }
        };
    }

    private static int number(Message message) {
        return JsonTree.readObject(message.payload()).getInt("n");
    }

    private static Message priced(Message message) {
        String json = "{\"messageId\":\"%s\",\"userId\":\"%s\",\"n\":%d,\"priced\":true}"
                .formatted(message.messageId(), message.userId(), number(message));
        return message.with(json.getBytes(StandardCharsets.UTF_8));
    }

    private static UUID replay(Rig rig, Walk.@Nullable Rewritten by) {
        return rig.replays
                .add(rig.destination, new Replay.Selected(rig.everything(), null, true, by, 5_000), "operator")
                .orElseThrow();
    }

    private static void serve(Rig rig, UUID replay) throws InterruptedException {
        rig.serve(rig.walker(event -> 200), replay);
    }

    /** Until it has waited three times. */
    private static void shortly(Rig rig, UUID replay) {
        try {
            rig.walker(event -> 200).serve(replay, "a node", () -> rig.waits.size() < 3);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void sendsWhatIsMadeOfThemNowWithTheirIdsAndAMark() throws Exception {
        try (Rig rig = new Rig()) {
            rig.write(0, 5, 5);
            rig.setAside(0, 700, "dropped by transformation x, version 1");
            rig.stages.add(making(message -> number(message) % 10 == 0 ? List.of() : List.of(priced(message))));
            UUID replay = replay(rig, null);

            serve(rig, replay);

            assertThat(rig.received).hasSize(630).allMatch(event -> event.getBoolean("priced"));
            assertThat(rig.ids)
                    .contains("o000001")
                    .doesNotContain("o000010", "m000001")
                    .doesNotHaveDuplicates();
            JsonObject mark = rig.received.get(0).getJsonObject("context").getJsonObject("replay");
            assertThat(mark.getString("id")).isEqualTo(replay.toString());
            assertThat(rig.get(replay).state()).isEqualTo(State.DONE);
            assertThat(rig.get(replay).counts()).isEqualTo(new Counts(700, 630, 0, 0, 70));
        }
    }

    @Test
    void selectsByTheVersionThatSetThemAside() throws Exception {
        try (Rig rig = new Rig()) {
            rig.setAside(0, 10, "changed by transformation %s, version 1".formatted(CODE));
            rig.setAside(10, 20, "changed by transformation %s, version 2".formatted(CODE));
            rig.setAside(20, 30, "dropped by tracking plan %s, version 2: a is missing".formatted(CODE));
            Walk.Rewritten second = new Walk.Rewritten(CODE, 2);

            assertThat(rig.slices.originals.count(rig.everything(), second.named(), 100))
                    .containsExactlyEntriesOf(Map.of("track", 10L));
            assertThat(rig.slices.originals.count(rig.everything(), null, 100)).containsEntry("track", 30L);
            serve(rig, replay(rig, second));

            assertThat(rig.numbers()).hasSize(10).allMatch(n -> n >= 10 && n < 20);
        }
    }

    @Test
    void makesSeveralOfOneAndTriesThoseAgainThatFail() throws Exception {
        try (Rig rig = new Rig()) {
            rig.setAside(0, 20, "dropped by a plan");
            rig.stages.add(making(message -> List.of(message, message.with(message.payload()))));
            UUID replay = replay(rig, null);
            boolean[] failed = new boolean[1];
            Walker walker = rig.walker(event -> {
                boolean now = event.getInt("n") == 7 && !failed[0];
                failed[0] |= now;
                return now ? 500 : 200;
            });

            rig.serve(walker, replay);
            rig.timePasses();
            rig.serve(walker, replay);

            assertThat(rig.numbers()).filteredOn(n -> n == 7).hasSizeGreaterThanOrEqualTo(2);
            assertThat(rig.numbers()).hasSizeBetween(40, 42);
            assertThat(rig.get(replay).state()).isEqualTo(State.DONE);
        }
    }

    @Test
    void waitsForWhatMayStillBeCommitted() throws Exception {
        try (Rig rig = new Rig()) {
            rig.setAside(0, 10, "dropped by a plan");
            UUID replay = rig.database.inTransaction(late -> {
                Database.query(late, "SELECT pg_current_xact_id()", row -> row.getString(1));
                rig.write(0, 1, 1); // it ends, and so is the later one of the two
                UUID begun = replay(rig, null);
                shortly(rig, begun);
                assertThat(rig.received).isEmpty();
                assertThat(rig.get(begun).state()).isEqualTo(State.RUNNING);
                return begun;
            });
            rig.timePasses();
            serve(rig, replay);

            assertThat(rig.received).hasSize(10);
        }
    }

    @Test
    void sendsNothingOfWhoIsSuppressedNorWhatCodeMakesOfTheirs() throws Exception {
        try (Rig rig = new Rig()) {
            rig.setAside(0, 10, "dropped by a plan");
            rig.database.inTransaction(connection -> {
                Gates.erased().close(connection, 1, List.of(Identifier.userId("u5")));
                return true;
            });
            rig.stages.add(making(message ->
                    List.of(message.with("{\"userId\":\"somebody else\",\"n\":1}".getBytes(StandardCharsets.UTF_8)))));

            UUID replay = replay(rig, null);
            serve(rig, replay);

            assertThat(rig.received).hasSize(9);
            assertThat(rig.get(replay).counts().skipped()).isEqualTo(1);
        }
    }
}
