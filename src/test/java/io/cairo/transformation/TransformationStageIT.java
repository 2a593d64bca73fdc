package io.cairo.transformation;

import static io.cairo.transformation.ScriptedSandbox.returned;
import static io.cairo.transformation.ScriptedSandbox.with;
import static io.cairo.transformation.Stand.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.Problem;
import io.cairo.message.Identifier;
import io.cairo.message.Message;
import io.cairo.message.Passage;
import io.cairo.message.Person;
import io.cairo.message.Stage;
import io.cairo.transformation.sandbox.Sandbox;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What transformations do to messages on their way in, and what is kept of it, over a real database. */
class TransformationStageIT {
    private static final Sandbox.Run DEATH = new Sandbox.Killed("It did not end in time");

    private final Stand stand = new Stand();

    @Test
    void hasNothingToDoWhereNothingIsEnabled() {
        UUID id = stand.add("any");
        stand.database.update("UPDATE transformation SET enabled = false WHERE id = ?", id);

        assertThat(stand.stage.at(1)).isNull();
        assertThat(stand.stage.at(2)).isNull();
    }

    @Test
    void whatIsReturnedAsItWasStaysTheMessageItWas() {
        stand.sandbox
                .on("same", event -> returned(event))
                .on(
                        "settled",
                        event -> returned(event.replace("\"m\"", "\"other\"")
                                .replace("\"track\"", "\"page\"")
                                .replace(":1}", ":1.0}")));
        stand.add("same");
        stand.add("settled");
        Message message = track("E", "m");

        Passage passage = pass(message).get(0);

        assertThat(passage.isPlain()).isTrue();
        assertThat(passage.onward().get(0)).isSameAs(message);
    }

    @Test
    void oneChangesWhatTheOneBeforeHasMadeInTheirOrder() {
        for (String name : List.of("third", "first", "second")) {
            stand.sandbox.on(name, event -> returned(with(event, name, "x")));
        }
        stand.add("third", OnError.KEEP, 2, null);
        stand.add("first", OnError.KEEP, -1, null);
        UUID second = stand.add("second", OnError.KEEP, -1, null);

        Passage passage = pass(track("E", "m")).get(0);

        assertThat(Stand.text(passage.onward().get(0)))
                .contains("{\"third\":\"x\",\"second\":\"x\",\"first\":\"x\",\"n\":1}");
        assertThat(passage.aside()).startsWith("changed by transformation ").doesNotContain(second.toString());
        assertThat(passage.onward().get(0).messageId()).isEqualTo("m");
    }

    @Test
    void dropsAndSaysWhichOneDidIt() {
        stand.sandbox
                .on("change", event -> returned(with(event, "x", "y")))
                .on("drop", event -> event.contains("Test") ? returned() : returned(event));
        stand.add("change");
        UUID drop = stand.add("drop");

        List<Passage> passages = pass(track("Test", "a"), track("E", "b"));

        assertThat(passages.get(0).onward()).isEmpty();
        assertThat(passages.get(0).aside()).isEqualTo("dropped by transformation " + drop + ", version 1");
        assertThat(passages.get(1).onward()).hasSize(1);
    }

    @Test
    void fansOutWithTheSameIdsWheneverItIsSent() {
        stand.sandbox.on("two", event -> returned(event, event.replace("\"E\"", "\"F\"")));
        stand.add("two");
        stand.add("two");
        String longest = "m".repeat(99);

        List<Passage> passages = pass(track("E", "m"), track("E", longest));

        assertThat(ids(passages.get(0)).get(0)).isEqualTo("m");
        assertThat(ids(passages.get(0)).subList(1, 4))
                .extracting(id -> id.replaceFirst("-[0-9a-f]{8}$", ""))
                .as("with a hash behind, so that no sender's own m-2 is taken for one of them")
                .containsExactly("m-3", "m-2", "m-4");
        assertThat(ids(passages.get(0))).doesNotContain("m-2", "m-3", "m-4");
        assertThat(ids(pass(track("E", "m")).get(0))).isEqualTo(ids(passages.get(0)));
        assertThat(ids(passages.get(1))).doesNotHaveDuplicates().allMatch(id -> id.length() <= 100);
        assertThat(ids(passages.get(1)).get(0)).isEqualTo(longest);
        assertThat(passages.get(0).aside()).startsWith("changed by");
    }

    @Test
    void anErrorIsCountedAndTheMessageGoesOnAsItWasOrNot() {
        stand.sandbox.on("bad", event -> new Sandbox.Failed("TypeError: x is undefined", 3));
        UUID keep = stand.add("bad");
        List<Passage> kept = pass(track("E", "a"), track("E", "b"));
        UUID drop = stand.add("bad", OnError.DROP, 1, null);
        List<Passage> dropped = pass(track("E", "c"));
        record(kept);
        record(dropped);

        assertThat(kept).allMatch(passage -> passage.onward().equals(List.of(passage.original())));
        assertThat(kept).allMatch(passage -> passage.aside() == null);
        assertThat(dropped.get(0).onward()).isEmpty();
        assertThat(dropped.get(0).aside())
                .isEqualTo("dropped because of transformation " + drop
                        + ", version 1, which failed: TypeError: x is undefined");
        assertThat(stand.column(keep, "errors")).isEqualTo("3");
        assertThat(stand.column(drop, "errors")).isEqualTo("1");
        assertThat(stand.column(drop, "last_error")).isEqualTo("TypeError: x is undefined");
        assertThat(stand.column(drop, "last_error_line")).isEqualTo("3");
        assertThat(stand.column(drop, "last_message_id")).isEqualTo("c");
    }

    @Test
    void whatTheReaderRefusesOrIsTooMuchCountsAsAnError() {
        stand.sandbox
                .on("nameless", event -> returned(event.replace("\"event\":\"E\",", "")))
                .on(
                        "flood",
                        event ->
                                returned(Stream.generate(() -> event).limit(101).toArray(String[]::new)));
        UUID nameless = stand.add("nameless");
        UUID flood = stand.add("flood");

        List<Passage> passages = pass(track("E", "m"));
        record(passages);

        assertThat(passages.get(0).onward()).containsExactly(passages.get(0).original());
        assertThat(stand.column(nameless, "last_error"))
                .isEqualTo("It returned what is no event: event: a track needs the name of what happened");
        assertThat(stand.column(flood, "last_error")).contains("101 events", "at most 100");
    }

    @Test
    void quarantinesWhatKillsAWorkerAndPausesAfterThreeWithinTenMinutes() {
        stand.sandbox.on("bomb", event -> event.contains("Bomb") ? DEATH : returned(with(event, "x", "y")));
        UUID bomb = stand.add("bomb");

        List<Passage> first = pass(track("E", "a"), track("Bomb", "b"), track("E", "c"));
        assertThat(first.get(1).onward()).isEmpty();
        assertThat(first.get(1).aside())
                .isEqualTo("quarantined by transformation " + bomb + ", version 1: It did not end in time");
        assertThat(List.of(first.get(0), first.get(2)))
                .allMatch(passage -> Stand.text(passage.onward().get(0)).contains("\"x\":\"y\""));
        pass(track("Bomb", "d"));
        stand.passes(Duration.ofMinutes(11));
        pass(track("Bomb", "e"));
        pass(track("Bomb", "f"));
        assertThat(stand.column(bomb, "state")).isEqualTo("active");

        pass(track("Bomb", "g"));

        assertThat(stand.column(bomb, "state")).isEqualTo("paused");
        assertThat(stand.column(bomb, "kills")).isEqualTo("5");
        assertThat(stand.column(bomb, "concat(last_message_id, last_subject)"))
                .as("nobody was asked yet who may be stored")
                .isEmpty();
        assertThat(stand.column(bomb, "paused_reason"))
                .isEqualTo("It killed its worker 3 times within 10 minutes, last with: It did not end in time");
        assertThat(pass(track("Bomb", "h")).get(0).isPlain()).isTrue();
    }

    @Test
    void eventsOfAPausedOneFollowWhatItSaysAboutErrors() {
        stand.sandbox.on("bomb", event -> DEATH);
        UUID strict = stand.add("bomb", OnError.DROP, 0, null);
        pass(track("Bomb", "a"), track("Bomb", "b"), track("Bomb", "c"));

        assertThat(pass(track("E", "d")).get(0).aside())
                .isEqualTo("dropped because of transformation " + strict + ", version 1, which is paused");

        stand.version(strict, 2, "same");
        stand.sandbox.on("same", event -> returned(event));
        stand.database.update("UPDATE transformation SET state = 'active' WHERE id = ?", strict);
        stand.links.changed();
        assertThat(pass(track("E", "e")).get(0).isPlain()).isTrue();
    }

    @Test
    void killsOfOldCodeDoNotPauseTheNew() {
        stand.sandbox.on("bomb", event -> DEATH).on("same", event -> returned(event));
        UUID id = stand.add("bomb");
        Stage.Step old = Objects.requireNonNull(stand.stage.at(1));
        stand.version(id, 2, "same");

        old.pass(List.of(track("E", "a"), track("E", "b"), track("E", "c")));

        assertThat(stand.column(id, "state")).isEqualTo("active");
    }

    @Test
    void storesNothingWhereNoWorkerCanBeHad() {
        stand.add("any");
        stand.sandbox.away = true;

        assertThatThrownBy(() -> pass(track("E", "m")))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(Problem.Code.UNAVAILABLE));
    }

    @Test
    void tellsCodeWhereAnEventComesFrom() {
        stand.sandbox.on("same", event -> returned(event));
        stand.add("same");

        pass(track("E", "m"));

        assertThat(stand.sandbox.metadata)
                .containsExactly(
                        "{\"messageId\":\"m\",\"namespace\":\"default\",\"receivedAt\":\"2026-03-04T12:00:00.000Z\","
                                + "\"sourceType\":\"sdk\"}");
    }

    @Test
    void forgetsThePersonWhoseEventFailed() {
        stand.sandbox.on("bad", event -> new Sandbox.Failed("no such user: Jane@example.com", 1));
        UUID id = stand.add("bad");
        TransformationData data = new TransformationData();
        Person stranger = new Person(1, UUID.randomUUID(), List.of(Identifier.userId("someone")));
        Person quoted = new Person(1, UUID.randomUUID(), List.of(Identifier.email("jane@example.com")));
        Person subject = new Person(1, UUID.randomUUID(), List.of(Identifier.userId("u")));

        for (Person person : List.of(quoted, subject)) {
            record(pass(track("E", "m")));
            assertThat(erased(data, stranger)).isEqualTo(Map.of("transformation", 0L));
            assertThat(stand.column(id, "last_error")).isNotEmpty();
            assertThat(erased(data, person)).isEqualTo(Map.of("transformation", 1L));
            assertThat(stand.column(id, "concat(last_error, last_message_id, last_subject)"))
                    .isEmpty();
            assertThat(erased(data, person)).isEqualTo(Map.of("transformation", 0L));
        }
    }

    private Map<String, Long> erased(TransformationData data, Person person) {
        return stand.database.inTransaction(connection -> data.erase(connection, person));
    }

    private List<Passage> pass(Message... messages) {
        return Objects.requireNonNull(stand.stage.at(1)).pass(Arrays.asList(messages));
    }

    private void record(List<Passage> passages) {
        List<Stage.Note> notes =
                passages.stream().flatMap(passage -> passage.notes().stream()).toList();
        stand.database.inTransaction(connection -> {
            stand.stage.record(connection, notes);
            return true;
        });
    }

    private static List<String> ids(Passage passage) {
        return passage.onward().stream().map(Message::messageId).toList();
    }
}
