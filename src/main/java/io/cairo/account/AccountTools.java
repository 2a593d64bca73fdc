package io.cairo.account;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.account.Traffic.Metric;
import io.cairo.account.Traffic.Range;
import io.cairo.base.Problem;
import io.cairo.tool.Cursor;
import io.cairo.tool.Cursors;
import io.cairo.tool.Doc;
import io.cairo.tool.Page;
import io.cairo.tool.Rows;
import io.cairo.tool.Tool;
import io.cairo.tool.Toolbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What only account keys may ask: about all projects at once. */
@ApplicationScoped
public class AccountTools implements Toolbox {
    private static final int USUAL = 100;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Comparator<Compared> ORDER =
            Comparator.comparingLong(Compared::value).reversed().thenComparing(Compared::slug);

    @Inject
    Namespaces namespaces;

    @Inject
    Traffic traffic;

    @Inject
    Cursors cursors;

    @Inject
    Clock clock;

    @Override
    public String title() {
        return "Account";
    }

    public record ListProjects(
            @Doc(value = "How many; default 100", min = 1, max = 500) @Nullable
            Integer limit,

            @Doc("next_cursor of the page before") @Nullable String cursor) {}

    /** A namespace as account keys know it. */
    public record Project(String projectId, String slug, String name, Instant createdAt) {
        static Project of(Namespace namespace) {
            return new Project(namespace.projectId(), namespace.name(), shown(namespace), namespace.createdAt());
        }
    }

    public record Listed(
            int count,
            @Rows List<Project> projects,
            boolean truncated,
            @Nullable String nextCursor,
            @Nullable String hint) {}

    public record Compare(
            @Doc("count of events, or uniques: different persons")
            Metric metric,

            @Doc("First moment; default: 7 days before to") @Nullable
            Instant from,

            @Doc("End, not included; default: now") @Nullable
            Instant to,

            @Doc(value = "How many; default 100", min = 1, max = 500) @Nullable
            Integer limit,

            @Doc("next_cursor of the page before") @Nullable String cursor) {}

    /** A project and its metric. */
    public record Compared(String projectId, String slug, String name, long value) {
        static Compared of(Namespace namespace, long value) {
            return new Compared(namespace.projectId(), namespace.name(), shown(namespace), value);
        }
    }

    public record Ranking(
            Metric metric,
            Instant from,
            Instant to,
            int count,
            @Rows List<Compared> projects,
            boolean truncated,
            @Nullable String nextCursor,
            @Nullable String hint) {}

    @Tool(
            name = "list_projects",
            title = "List projects",
            description = "Lists every project (namespace) that this account key can read, by slug.",
            right = Right.ACCOUNT,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Listed list(Caller caller, ListProjects args) {
        Cursor cursor = cursors.of(caller, "list_projects", caller.namespace(), args);
        List<Namespace> left = namespaces.visible(caller).stream()
                .filter(after(cursor))
                .sorted(Comparator.comparing(Namespace::name))
                .toList();
        Page<Project> page = Page.of(left, limit(args.limit()), cursor, namespace -> List.of(namespace.name()))
                .map(Project::of);
        return new Listed(page.count(), page.rows(), page.truncated(), page.nextCursor(), page.hint());
    }

    private static Predicate<Namespace> after(Cursor cursor) {
        return namespace -> cursor.place().isEmpty()
                || namespace.name().compareTo(cursor.place().get(0)) > 0;
    }

    @Tool(
            name = "compare_projects",
            title = "Compare projects",
            description =
                    "Ranks all projects by how many events (count) or different persons (uniques) they had in a time; the"
                            + " last 7 days if none is named. Projects without any are listed too, with 0.",
            right = Right.ACCOUNT,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Ranking compare(Caller caller, Compare args) {
        Cursor cursor = cursors.of(caller, "compare_projects", caller.namespace(), args);
        Range range = cursor.place().isEmpty() ? range(args) : Place.of(cursor).range();
        Map<Integer, Long> values = traffic.of(caller.tenant(), args.metric(), range);
        List<Compared> left = namespaces.visible(caller).stream()
                .map(namespace -> Compared.of(namespace, values.getOrDefault(namespace.id(), 0L)))
                .sorted(ORDER)
                .dropWhile(shownBefore(cursor))
                .toList();
        Page<Compared> page = Page.of(left, limit(args.limit()), cursor, last -> Place.after(last, range));
        return new Ranking(
                args.metric(),
                range.from(),
                range.to(),
                page.count(),
                page.rows(),
                page.truncated(),
                page.nextCursor(),
                page.hint());
    }

    private Range range(Compare args) {
        Instant to =
                Objects.requireNonNullElseGet(args.to(), () -> clock.instant().truncatedTo(ChronoUnit.MILLIS));
        Instant from = Objects.requireNonNullElseGet(args.from(), () -> to.minus(WEEK));
        if (!from.isBefore(to)) {
            throw Problem.invalid("from", "must be before to");
        }
        return new Range(from, to);
    }

    /** Where a page ended; the range goes with it, or the next page would be of another week. */
    private record Place(long value, String slug, Range range) {
        static Place of(Cursor cursor) {
            List<String> place = cursor.place();
            Range range = new Range(Instant.parse(place.get(2)), Instant.parse(place.get(3)));
            return new Place(Long.parseLong(place.get(0)), place.get(1), range);
        }

        static List<?> after(Compared last, Range range) {
            return List.of(last.value(), last.slug(), range.from(), range.to());
        }
    }

    /** Values may have changed since the page before: what counts is where it ended. */
    private static Predicate<Compared> shownBefore(Cursor cursor) {
        if (cursor.place().isEmpty()) {
            return any -> false;
        }
        Place place = Place.of(cursor);
        Compared last = new Compared("", place.slug(), "", place.value());
        return compared -> ORDER.compare(compared, last) <= 0;
    }

    private static int limit(@Nullable Integer asked) {
        return asked == null ? USUAL : asked;
    }

    private static String shown(Namespace namespace) {
        return namespace.title() == null ? namespace.name() : namespace.title();
    }
}
