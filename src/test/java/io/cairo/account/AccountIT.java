package io.cairo.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Role;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.account.AccountTools.Compare;
import io.cairo.account.AccountTools.Compared;
import io.cairo.account.AccountTools.ListProjects;
import io.cairo.account.AccountTools.Listed;
import io.cairo.account.AccountTools.Project;
import io.cairo.account.AccountTools.Ranking;
import io.cairo.account.Traffic.Metric;
import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.base.Problem;
import io.cairo.base.Signer;
import io.cairo.event.Writing;
import io.cairo.tool.Cursors;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.ToolRegistry;
import jakarta.json.JsonValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AccountIT {
    private static final Database DATABASE = FreshDatabase.over(FreshDatabase.source());
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Caller ACME = new Caller(UUID.randomUUID(), Kind.AK, Role.VIEWER, "acme", null);

    private final AccountTools tools = tools();

    @BeforeAll
    static void fill() {
        Writing.writer(DATABASE, CLOCK);
        DATABASE.update("""
                INSERT INTO namespace (tenant, name, title) VALUES
                  ('acme', 'app', 'The app'), ('acme', 'shop', NULL), ('acme', 'idle', NULL), ('other', 'app', NULL)""");
        event("acme", "app", "u:1", NOW.minus(Duration.ofHours(1)));
        event("acme", "app", "u:1", NOW.minus(Duration.ofHours(2)));
        event("acme", "app", "u:1", NOW.minus(Duration.ofHours(3)));
        event("acme", "shop", "u:1", NOW.minus(Duration.ofHours(1)));
        event("acme", "shop", "u:2", NOW.minus(Duration.ofDays(7)));
        event("acme", "shop", "u:3", NOW.minus(Duration.ofDays(7)).minusMillis(1));
        event("acme", "shop", "u:4", NOW);
        event("other", "app", "u:1", NOW.minus(Duration.ofHours(1)));
    }

    @Test
    void ranksEveryProjectByItsEvents() {
        Ranking ranking = compare(Metric.COUNT, null, null);

        assertThat(ranking.projects()).extracting(Compared::slug).containsExactly("app", "shop", "idle");
        assertThat(ranking.projects()).extracting(Compared::value).containsExactly(3L, 2L, 0L);
        assertThat(ranking.projects()).extracting(Compared::name).containsExactly("The app", "shop", "idle");
        assertThat(ranking.projects().get(0).projectId()).matches("prj_\\d+");
    }

    @Test
    void ranksByDifferentPersons() {
        Ranking ranking = compare(Metric.UNIQUES, null, null);

        assertThat(ranking.projects()).extracting(Compared::slug).containsExactly("shop", "app", "idle");
        assertThat(ranking.projects()).extracting(Compared::value).containsExactly(2L, 1L, 0L);
    }

    @Test
    void aRangeBeginsWithItsFirstMomentAndEndsBeforeItsLast() {
        Ranking usual = compare(Metric.COUNT, null, null);
        Ranking earlier = compare(Metric.COUNT, null, NOW.minus(Duration.ofDays(7)));
        Ranking later = compare(Metric.COUNT, NOW, NOW.plusMillis(1));

        assertThat(usual.from()).isEqualTo("2026-02-25T12:00:00Z");
        assertThat(usual.to()).isEqualTo(NOW);
        assertThat(value(usual, "shop")).isEqualTo(2);
        assertThat(earlier.from()).isEqualTo("2026-02-18T12:00:00Z");
        assertThat(value(earlier, "shop")).isEqualTo(1);
        assertThat(value(later, "shop")).isEqualTo(1);
        assertThatThrownBy(() -> compare(Metric.COUNT, NOW, NOW))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("before to");
    }

    @Test
    void aRankingGoesOnWithItsOwnRange() {
        Ranking first = tools.compare(ACME, new Compare(Metric.COUNT, null, null, 1, null));
        tools.clock = Clock.fixed(NOW.plus(Duration.ofDays(30)), ZoneOffset.UTC);
        Ranking rest = tools.compare(ACME, new Compare(Metric.COUNT, null, null, 5, first.nextCursor()));

        assertThat(first.truncated()).isTrue();
        assertThat(rest.to()).isEqualTo(NOW);
        assertThat(rest.projects()).extracting(Compared::slug).containsExactly("shop", "idle");
        assertThat(rest.truncated()).isFalse();
    }

    @Test
    void listsTheProjectsOfTheTenantInPages() {
        Listed first = tools.list(ACME, new ListProjects(2, null));
        Listed rest = tools.list(ACME, new ListProjects(2, first.nextCursor()));

        assertThat(first.projects()).extracting(Project::slug).containsExactly("app", "idle");
        assertThat(first.projects()).extracting(Project::name).containsExactly("The app", "idle");
        assertThat(first.truncated()).isTrue();
        assertThat(rest.projects()).extracting(Project::slug).containsExactly("shop");
        assertThat(rest.truncated()).isFalse();
    }

    @Test
    void onlyAccountKeysMayAsk() {
        ToolEntry entry = ToolRegistry.of(tools).find("list_projects").orElseThrow();
        Caller admin = new Caller(UUID.randomUUID(), Kind.SK, Role.ADMIN, "acme", null);

        assertThatThrownBy(() -> entry.call(admin, entry.decode(JsonValue.EMPTY_JSON_OBJECT)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("right account");
    }

    private Ranking compare(Metric metric, @Nullable Instant from, @Nullable Instant to) {
        return tools.compare(ACME, new Compare(metric, from, to, null, null));
    }

    private static long value(Ranking ranking, String slug) {
        return ranking.projects().stream()
                .filter(compared -> compared.slug().equals(slug))
                .mapToLong(Compared::value)
                .sum();
    }

    private static AccountTools tools() {
        Traffic traffic = new Traffic();
        traffic.database = DATABASE;
        AccountTools tools = new AccountTools();
        tools.traffic = traffic;
        tools.namespaces = new Tenancy();
        tools.cursors = Cursors.over(new Signer(new byte[32]));
        tools.clock = CLOCK;
        return tools;
    }

    private static void event(String tenant, String namespace, String subject, Instant at) {
        DATABASE.update("""
                INSERT INTO event (namespace_id, tx, ord, received_at, occurred_at, type, name, message_id, subject, platform,
                                   payload)
                SELECT id, 1, 1, ?, ?, 'track', 'Happened', gen_random_uuid()::text, ?, 'sdk', '{}'
                FROM namespace WHERE tenant = ? AND name = ?""", NOW.atOffset(ZoneOffset.UTC), at.atOffset(ZoneOffset.UTC), subject, tenant, namespace);
    }

    /** The namespaces as the table has them. */
    private static final class Tenancy extends Namespaces {
        @Override
        public List<Namespace> visible(Caller caller) {
            return DATABASE.query(
                    "SELECT id, tenant, name, title, created_at FROM namespace WHERE tenant = ? ORDER BY name",
                    Tenancy::namespace,
                    caller.tenant());
        }

        private static Namespace namespace(ResultSet row) throws SQLException {
            return new Namespace(
                    row.getInt(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getObject(5, OffsetDateTime.class).toInstant());
        }
    }
}
