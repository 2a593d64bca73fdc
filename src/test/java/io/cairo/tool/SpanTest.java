package io.cairo.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Right;
import io.cairo.access.Caller.Role;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpanTest {
    private static final Caller ACCOUNT = new Caller(UUID.randomUUID(), Kind.AK, Role.VIEWER, "acme", null);
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private final NoteTools notes = new NoteTools();
    private final ToolRegistry tools = ToolRegistry.of(notes);
    private final Tenancy tenancy = new Tenancy();
    private final Span span = new Span();
    private final List<Integer> progress = new ArrayList<>();

    SpanTest() {
        span.namespaces = tenancy;
        tenancy.visible = List.of(project(1, "app"), project(2, "shop"), project(3, "web"));
        notes.written = Map.of(
                "app", List.of(note("a2", 2), note("a1", 9)),
                "shop", List.of(note("s1", 1), note("s2", 5)),
                "web", List.of());
    }

    @Test
    void onlyWhatReadsOneNamespaceSpans() {
        assertThat(tools.entries())
                .filteredOn(span::spans)
                .extracting(ToolEntry::name)
                .containsExactly("count_notes", "find_note", "list_notes", "oldest_notes");
    }

    @Test
    void theSchemaHasProjectsInPlaceOfTheNamespace() {
        JsonObject schema = span.schema(entry("list_notes"));

        assertThat(schema.getJsonObject("properties").keySet())
                .containsExactly("limit", "cursor", "project_id", "project_slug", "project_ids");
        assertThat(schema.getJsonObject("properties").getJsonObject("limit"))
                .hasToString("{\"type\":\"integer\",\"minimum\":1,\"maximum\":100,"
                        + "\"description\":\"How many over all projects; default 20\"}");
        assertThat(schema.getBoolean("additionalProperties")).isFalse();
    }

    @Test
    void mergesTheRowsOfAllProjectsAndSaysWhoseTheyAre() {
        JsonObject answer = call("list_notes", "{}");

        assertThat(answer)
                .hasToString("{\"count\":4,\"notes\":["
                        + "{\"project_id\":\"prj_2\",\"text\":\"s1\",\"created_at\":\"2026-03-04T11:59:00.000Z\"},"
                        + "{\"project_id\":\"prj_1\",\"text\":\"a2\",\"created_at\":\"2026-03-04T11:58:00.000Z\"},"
                        + "{\"project_id\":\"prj_2\",\"text\":\"s2\",\"created_at\":\"2026-03-04T11:55:00.000Z\"},"
                        + "{\"project_id\":\"prj_1\",\"text\":\"a1\",\"created_at\":\"2026-03-04T11:51:00.000Z\"}],"
                        + "\"truncated\":false}");
        assertThat(progress).containsExactly(1, 2, 3);
        assertThat(notes.callers)
                .allSatisfy(caller -> assertThat(caller.may(Right.READ)).isTrue())
                .extracting(Caller::namespace)
                .containsExactly("app", "shop", "web");
    }

    @Test
    void keepsToTheLimitOverAllProjectsAndSaysThatThereIsMore() {
        JsonObject three = call("list_notes", "{\"limit\":3}");
        JsonObject one = call("list_notes", "{\"limit\":1}");

        assertThat(texts(three)).containsExactly("s1", "a2", "s2");
        assertThat(three.getInt("count")).isEqualTo(3);
        assertThat(three.getBoolean("truncated")).isTrue();
        assertThat(three.getString("hint")).contains("raise limit");
        assertThat(texts(one)).containsExactly("s1");
        assertThat(one.getBoolean("truncated")).isTrue();
    }

    @Test
    void isTruncatedIfOneOfTheProjectsIs() {
        notes.written = Map.of("app", List.of(note("a1", 1), note("a2", 2), note("a3", 3)), "shop", List.of());
        tenancy.visible = List.of(project(1, "app"), project(2, "shop"));

        JsonObject answer = call("list_notes", "{\"limit\":2}");

        assertThat(texts(answer)).containsExactly("a1", "a2");
        assertThat(answer.getBoolean("truncated")).isTrue();
        assertThat(answer).doesNotContainKey("next_cursor");
    }

    @Test
    void staysWithinWhatAnAgentCanTakeIn() {
        tenancy.visible = List.of(project(1, "app"), project(2, "shop"));
        notes.written =
                Map.of("app", List.of(note("a".repeat(30_000), 1)), "shop", List.of(note("b".repeat(30_000), 2)));

        JsonObject rows = call("list_notes", "{}");
        JsonObject beside = call("count_notes", "{\"text\":\"" + "c".repeat(30_000) + "\"}");

        assertThat(rows.getInt("count")).isEqualTo(1);
        assertThat(rows.getJsonArray("notes")).hasSize(1);
        assertThat(rows.getBoolean("truncated")).isTrue();
        assertThat(beside.getJsonArray("projects")).hasSize(1);
        assertThat(beside.getBoolean("truncated")).isTrue();
    }

    @Test
    void oneProjectAnswersAsTheToolDoes() {
        String plain = "{\"count\":1,\"notes\":[{\"text\":\"s1\",\"created_at\":\"2026-03-04T11:59:00.000Z\"}],"
                + "\"truncated\":true,\"next_cursor\":\"more\"}";

        assertThat(call("list_notes", "{\"limit\":1,\"project_slug\":\"shop\",\"cursor\":\"more\"}"))
                .hasToString(plain);
        assertThat(call("list_notes", "{\"limit\":1,\"project_id\":\"prj_2\"}")).hasToString(plain);
        assertThat(call("list_notes", "{\"limit\":1,\"project_ids\":[\"prj_2\",\"prj_2\"]}"))
                .hasToString(plain);
    }

    @Test
    void someProjectsAnswerForThemselvesOnly() {
        assertThat(texts(call("list_notes", "{\"project_ids\":[\"prj_3\",\"prj_1\"]}")))
                .containsExactly("a2", "a1");
    }

    @Test
    void rowsInNoOrderOfTimeStayTogether() {
        assertThat(texts(call("oldest_notes", "{}"))).containsExactly("a1", "a2", "s2", "s1");
    }

    @Test
    void answersWithoutRowsStandSideBySide() {
        assertThat(call("count_notes", "{\"project_ids\":[\"prj_1\",\"prj_3\"]}"))
                .hasToString(
                        "{\"projects\":["
                                + "{\"project_id\":\"prj_1\",\"slug\":\"app\",\"notes\":2,\"text\":\"\"},"
                                + "{\"project_id\":\"prj_3\",\"slug\":\"web\",\"notes\":0,\"text\":\"\"}],\"truncated\":false}");
    }

    @Test
    void whatOneProjectHasIsFound() {
        assertThat(call("find_note", "{\"text\":\"s2\"}"))
                .hasToString(
                        "{\"projects\":[{\"project_id\":\"prj_2\",\"slug\":\"shop\",\"text\":\"s2\"}],\"truncated\":false}");
        refuses("find_note", "{\"text\":\"nowhere\"}", Problem.Code.NOT_FOUND, "No note");
    }

    @Test
    void answersFitTheirSchema() {
        for (String name : List.of("list_notes", "oldest_notes", "count_notes")) {
            JsonObject schema = span.outputSchema(entry(name));
            for (String arguments : List.of("{}", "{\"project_slug\":\"shop\"}")) {
                JsonObject answer = call(name, arguments);
                assertThat(schema.getJsonObject("properties").keySet()).as(name).containsAll(answer.keySet());
                assertThat(answer.keySet())
                        .as(name)
                        .containsAll(schema.getJsonArray("required").getValuesAs(JsonString::getString));
            }
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        refuses("list_notes", "{\"project_id\":\"prj_9\"}", Problem.Code.UNKNOWN_PROJECT_ID, "prj_9");
        refuses("list_notes", "{\"project_ids\":[\"prj_1\",\"x\"]}", Problem.Code.UNKNOWN_PROJECT_ID, "project_ids");
        refuses("list_notes", "{\"project_slug\":\"else\"}", Problem.Code.UNKNOWN_PROJECT_SLUG, "list_projects");
        refuses("list_notes", "{\"namespace\":\"shop\"}", Problem.Code.INVALID_ARGUMENT, "project_slug");
        refuses("list_notes", "{\"cursor\":\"more\"}", Problem.Code.INVALID_ARGUMENT, "of one project");
        refuses("list_notes", "{\"limit\":0}", Problem.Code.INVALID_ARGUMENT, "limit");
        refuses("list_notes", "{\"colour\":\"red\"}", Problem.Code.INVALID_ARGUMENT, "colour");
        refuses(
                "list_notes",
                "{\"project_id\":\"prj_1\",\"project_slug\":\"app\"}",
                Problem.Code.INVALID_ARGUMENT,
                "only one of");
        tenancy.visible = List.of();
        refuses("list_notes", "{}", Problem.Code.NO_PROJECTS_VISIBLE, "no project");
        assertThat(notes.callers).isEmpty();
    }

    private JsonObject call(String name, String arguments) {
        return span.call(ACCOUNT, entry(name), json(arguments), progress::add);
    }

    private void refuses(String name, String arguments, Problem.Code code, String words) {
        assertThatThrownBy(() -> call(name, arguments)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.sentence()).contains(words);
        });
    }

    private ToolEntry entry(String name) {
        return tools.find(name).orElseThrow();
    }

    private static List<String> texts(JsonObject answer) {
        return answer.getJsonArray("notes").getValuesAs(JsonValue::asJsonObject).stream()
                .map(row -> row.getString("text"))
                .toList();
    }

    private static JsonObject json(String text) {
        return JsonTree.readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Namespace project(int id, String slug) {
        return new Namespace(id, "acme", slug, null, NOON);
    }

    private static NoteTools.Note note(String text, int minutesAgo) {
        return new NoteTools.Note(text, NOON.minusSeconds(60L * minutesAgo));
    }

    /** Shows what a test says. */
    private static final class Tenancy extends Namespaces {
        private List<Namespace> visible = List.of();

        @Override
        public List<Namespace> visible(Caller caller) {
            return visible;
        }
    }

    /** Notes of each namespace, newest first. */
    public static final class NoteTools implements Toolbox {
        private final List<Caller> callers = new ArrayList<>();
        private Map<String, List<Note>> written = Map.of();

        public record Note(String text, Instant createdAt) {}

        public record ListNotes(
                @Doc("Whose") @Nullable String namespace,

                @Doc(value = "How many; default 7", min = 1, max = 100) @Nullable
                Integer limit,

                @Doc("Where to go on") @Nullable String cursor) {}

        public record Listed(
                int count,
                @Rows(by = "created_at") List<Note> notes,
                boolean truncated,
                @Nullable String nextCursor,
                @Nullable String hint) {}

        public record Whose(
                @Doc("Whose") @Nullable String namespace,
                @Doc("Any") @Nullable String text) {}

        public record Unordered(@Rows List<Note> notes) {}

        public record Counted(int notes, String text) {}

        public record Found(String text) {}

        @Override
        public String title() {
            return "Notes";
        }

        @Tool(
                name = "list_notes",
                title = "List",
                description = "Lists.",
                right = Right.READ,
                hints = Tool.Hint.READ_ONLY)
        public Listed list(Caller caller, ListNotes args) {
            List<Note> all = notes(caller);
            int limit = Objects.requireNonNull(args.limit());
            boolean more = all.size() > limit;
            List<Note> shown = all.stream().limit(limit).toList();
            return new Listed(shown.size(), shown, more, more ? "more" : null, null);
        }

        @Tool(
                name = "oldest_notes",
                title = "Oldest",
                description = "Lists.",
                right = Right.READ,
                hints = Tool.Hint.READ_ONLY)
        public Unordered oldest(Caller caller, Whose args) {
            List<Note> reversed = new ArrayList<>(notes(caller));
            Collections.reverse(reversed);
            return new Unordered(reversed);
        }

        @Tool(
                name = "count_notes",
                title = "Count",
                description = "Counts.",
                right = Right.READ,
                hints = Tool.Hint.READ_ONLY)
        public Counted count(Caller caller, Whose args) {
            return new Counted(notes(caller).size(), Objects.requireNonNullElse(args.text(), ""));
        }

        @Tool(
                name = "find_note",
                title = "Find",
                description = "Finds.",
                right = Right.READ,
                hints = Tool.Hint.READ_ONLY)
        public Found find(Caller caller, Whose args) {
            return notes(caller).stream()
                    .map(Note::text)
                    .filter(text -> text.equals(args.text()))
                    .findFirst()
                    .map(Found::new)
                    .orElseThrow(() -> new Problem(Problem.Code.NOT_FOUND, "No note has this text"));
        }

        @Tool(name = "write_note", title = "Write", description = "Writes.", right = Right.CONFIGURE)
        public Found write(Caller caller, Whose args) {
            return new Found(title());
        }

        public record Nothing() {}

        @Tool(
                name = "note_types",
                title = "Types",
                description = "Lists.",
                right = Right.READ,
                hints = Tool.Hint.READ_ONLY)
        public Found types(Caller caller, Nothing args) {
            return new Found(title());
        }

        private List<Note> notes(Caller caller) {
            callers.add(caller);
            return written.getOrDefault(String.valueOf(caller.namespace()), List.of());
        }
    }
}
