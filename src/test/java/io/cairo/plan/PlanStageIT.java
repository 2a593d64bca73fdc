package io.cairo.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.base.Revisions;
import io.cairo.message.Message;
import io.cairo.message.Passage;
import io.cairo.message.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What plans do to messages, and what is kept of it, over a real database. */
class PlanStageIT {
    private static final String NUMBERS =
            "{'events':{'E':{'properties':{'required':['n'],'properties':{'n':{'type':'number'}}}}}}";

    private final Database database = FreshDatabase.over(FreshDatabase.source());
    private final PlanStage stage = new PlanStage();

    @BeforeEach
    void assemble() {
        stage.watch = new Watch();
        stage.watch.database = database;
        stage.watch.revisions = new Revisions();
        stage.violations = new Violations();
        stage.violations.database = database;
        stage.alarms = new Alarms();
        stage.alarms.clock = Clock.fixed(Plantings.NOW, ZoneOffset.UTC);
        stage.alarms.start();
    }

    @Test
    void hasNothingToDoWhereNoPlanDoesAnything() {
        plan(NUMBERS, "allow", "allow", "allow");

        assertThat(stage.at(1)).isNull();
        assertThat(stage.at(2)).isNull();
    }

    @Test
    void letsTheRightPassAndTellsOfTheWrong() {
        plan(NUMBERS, "warn", "warn", "allow");

        assertThat(pass(Plantings.track("E", "right", "{'n':1}")).isPlain()).isTrue();
        Passage wrong = pass(Plantings.track("E", "wrong", "{'n':'1'}"));
        Passage unknown = pass(Plantings.track("F", "unknown", "{}"));

        assertThat(wrong.onward()).extracting(Message::name).containsExactly("E", Alarms.EVENT);
        assertThat(wrong.aside()).isNull();
        assertThat(text(wrong.onward().get(1)))
                .contains(
                        "\"violationType\":\"Type\"",
                        "\"violationField\":\"properties.n\"",
                        "\"eventMessageID\":\"wrong\"");
        assertThat(kinds(wrong)).containsExactly("wrong_type");
        assertThat(kinds(unknown)).containsExactly("unknown_event");
        assertThat(kinds(pass(wrong.onward().get(1)))) // from elsewhere it is an event like any
                .containsExactly("unknown_event");
        assertThat(pass(Plantings.track("E", "again", "{'n':'1'}")).onward()).hasSize(1);
    }

    @Test
    void dropsAndSaysWhy() {
        UUID plan = plan(NUMBERS, "drop", "drop", "allow");

        Passage dropped = pass(Plantings.track("E", "m", "{}"));

        assertThat(dropped.onward()).extracting(Message::name).containsExactly(Alarms.EVENT);
        assertThat(dropped.aside())
                .isEqualTo("dropped by tracking plan " + plan + ", version 1: properties.n is required");
    }

    @Test
    void leavesOutWhatNobodyPlanned() {
        plan(NUMBERS, "warn", "warn", "omit");

        Passage changed = pass(Plantings.track("E", "m", "{'n':1,'extra':'x'}"));

        assertThat(text(changed.onward().get(0)))
                .contains("\"properties\":{\"n\":1}")
                .contains("\"protocols\":{\"omitted\":[\"properties.extra\"]}");
        assertThat(changed.aside()).startsWith("changed by tracking plan");
        assertThat(changed.onward().get(0).messageId()).isEqualTo("m");
    }

    @Test
    void everyPlanCountsAndAnEventIsPlannedIfOneHasIt() {
        plan(NUMBERS, "drop", "drop", "allow");
        plan("{'events':{'F':{'properties':{'required':['x']}}}}", "warn", "drop", "allow");

        assertThat(pass(Plantings.track("E", "m", "{'n':1}")).isPlain()).isTrue();
        assertThat(kinds(pass(Plantings.track("F", "m", "{}")))).containsExactly("missing_field");
        assertThat(pass(Plantings.track("G", "m", "{}")).aside()).startsWith("dropped");
    }

    @Test
    void countsTogetherWhatIsAlikeAndKeepsAFewIds() {
        plan(NUMBERS, "warn", "warn", "allow");
        record(IntStream.range(0, 7)
                .mapToObj(i -> Plantings.track("E", "a" + i, "{}"))
                .toList());
        record(List.of(Plantings.track("E", "b", "{}"), Plantings.track("F", "c", "{}")));

        List<Violations.Group> groups = stage.violations.list(1, null, null, List.of(), 10);

        assertThat(groups)
                .extracting(Violations.Group::eventName, Violations.Group::violationType, Violations.Group::count)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("E", "missing_field", 8L),
                        org.assertj.core.groups.Tuple.tuple("F", "unknown_event", 1L));
        assertThat(stage.violations.list(1, null, "E", List.of(), 10).get(0).messageIds())
                .containsExactly("b", "a0", "a1", "a2", "a3");
        assertThat(stage.violations.list(2, null, null, List.of(), 10)).isEmpty();
        assertThat(stage.violations.list(1, UUID.randomUUID(), null, List.of(), 10))
                .isEmpty();
    }

    @Test
    void namesWithoutEndShareOneGroup() {
        plan(NUMBERS, "warn", "warn", "allow");
        record(IntStream.range(0, Violations.MOST_OF_A_PLAN + 50)
                .mapToObj(i -> Plantings.track("F" + i, "m" + i, "{}"))
                .toList());

        assertThat(stage.violations.list(1, null, null, List.of(), 5_000)).hasSize(Violations.MOST_OF_A_PLAN + 1);
        assertThat(stage.violations.list(1, null, "(other)", List.of(), 10))
                .extracting(Violations.Group::count)
                .containsExactly(50L);
    }

    @Test
    void pagesThroughGroups() {
        plan(NUMBERS, "warn", "warn", "allow");
        record(IntStream.range(0, 5)
                .mapToObj(i -> Plantings.track("F" + i, "m" + i, "{}"))
                .toList());

        List<String> seen = new ArrayList<>();
        List<String> place = List.of();
        for (int page = 0; page < 5; page++) {
            Violations.Group group =
                    stage.violations.list(1, null, null, place, 1).get(0);
            seen.add(group.eventName());
            place = List.of(group.firstSeen().toString(), String.valueOf(group.id()));
        }

        assertThat(seen).containsExactly("F4", "F3", "F2", "F1", "F0");
        assertThat(stage.violations.list(1, null, null, place, 1)).isEmpty();
    }

    @Test
    void aNewVersionCountsWhenItIsHeardOf() {
        UUID plan = plan(NUMBERS, "warn", "warn", "allow");
        assertThat(kinds(pass(Plantings.track("E", "m", "{'n':'x'}")))).containsExactly("wrong_type");

        version(plan, 2, "{'events':{'E':{'properties':{'properties':{'n':{'type':'string'}}}}}}");
        database.update("UPDATE tracking_plan SET current_version = 2");
        stage.watch.changed();

        assertThat(pass(Plantings.track("E", "m", "{'n':'x'}")).isPlain()).isTrue();

        database.update("DELETE FROM tracking_plan");
        stage.watch.changed();
        assertThat(stage.at(1)).isNull();
    }

    private void record(List<Message> messages) {
        List<Stage.Note> notes = messages.stream()
                .flatMap(message -> pass(message).notes().stream())
                .toList();
        database.inTransaction(connection -> {
            stage.record(connection, notes);
            return true;
        });
    }

    private Passage pass(Message message) {
        return Objects.requireNonNull(stage.at(1)).pass(List.of(message)).get(0);
    }

    private static List<String> kinds(Passage passage) {
        return passage.notes().stream()
                .map(note -> ((Violation) note).key().kind())
                .toList();
    }

    private static String text(Message message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }

    private UUID plan(String schema, String mode, String events, String properties) {
        UUID id = UUID.randomUUID();
        database.update("""
                INSERT INTO tracking_plan (id, namespace_id, name, enforcement_mode, unplanned_events, unplanned_properties,
                  current_version, created_at, updated_at) VALUES (?, 1, ?, ?, ?, ?, 1, now(), now())""", id, id.toString(), mode, events, properties);
        version(id, 1, schema);
        return id;
    }

    private void version(UUID plan, int number, String schema) {
        Plans plans = new Plans();
        plans.database = database;
        plans.keep(plan, number, Plantings.json(schema), Recognised.of(Plantings.json(schema)), Plantings.NOW);
    }
}
