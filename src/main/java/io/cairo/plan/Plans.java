package io.cairo.plan;

import io.cairo.access.Namespace;
import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.base.Named;
import io.cairo.base.Problem;
import io.cairo.base.Revisions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** The plans of every namespace and their versions. Call inside a transaction. */
@ApplicationScoped
public class Plans {
    private static final int MOST_IN_A_NAMESPACE = 20;

    @PersistenceContext(unitName = "cairo")
    EntityManager entities;

    @Inject
    Database database;

    @Inject
    Revisions revisions;

    /**
     * A version as it is shown.
     *
     * @param format what its schema was recognised as
     * @param schema as it came
     */
    record Kept(int number, String format, JsonObject schema, int rules, Instant createdAt) {}

    /** @throws Problem CONFLICT if the namespace has as many as it may */
    void add(int namespace, Plan plan) {
        if (named().count(namespace) >= MOST_IN_A_NAMESPACE) {
            throw new Problem(
                    Problem.Code.CONFLICT,
                    "namespace: it has %d tracking plans already, which is all it may have; change or delete one of them"
                            .formatted(MOST_IN_A_NAMESPACE));
        }
        revisions.bump(Watch.TOPIC);
        entities.persist(plan);
        entities.flush();
    }

    /** To be called before a plan is changed or removed. */
    void touch() {
        revisions.bump(Watch.TOPIC);
    }

    void remove(Plan gone) {
        touch();
        entities.createNativeQuery("DELETE FROM tracking_plan_version WHERE plan_id = CAST(?1 AS uuid)")
                .setParameter(1, gone.id().toString())
                .executeUpdate();
        entities.remove(gone);
        entities.flush();
    }

    /** The tracking plans by name, number and age. */
    Named<Plan> named() {
        return new Named<>(entities, Plan.class, "tracking plan");
    }

    /** Writes a version, which never changes afterwards. The plan must be in the database. */
    void keep(UUID plan, int number, JsonObject source, Recognised recognised, Instant now) {
        database.update(
                """
                INSERT INTO tracking_plan_version (plan_id, number, format, source, rules, rule_count, created_at)
                VALUES (?, ?, ?, ?::json, ?::json, ?, ?)""",
                plan,
                number,
                recognised.format(),
                source.toString(),
                Rule.toJson(recognised.rules()).toString(),
                recognised.rules().size(),
                now.atOffset(ZoneOffset.UTC));
    }

    private Optional<Kept> version(UUID plan, int number) {
        return database.first(
                "SELECT number, format, source, rule_count, created_at FROM tracking_plan_version WHERE plan_id = ? AND number = ?",
                Plans::kept,
                plan,
                number);
    }

    /** @throws Problem NOT_FOUND if the plan has no such version */
    Kept version(Plan plan, int number) {
        return version(plan.id(), number)
                .orElseThrow(() -> new Problem(
                        Problem.Code.NOT_FOUND,
                        "version: the tracking plan has no version %d; the one that counts is %d"
                                .formatted(number, plan.currentVersion())));
    }

    /** The plan with the schema that counts. */
    View view(Namespace namespace, Plan plan) {
        return View.of(namespace, plan, version(plan, plan.currentVersion()));
    }

    static Problem missing(UUID id) {
        return Problem.notFound("tracking_plan", id);
    }

    /** The number that the next version of a plan gets: numbers are not used twice. */
    int next(UUID plan) {
        return database.first(
                        "SELECT coalesce(max(number), 0) + 1 FROM tracking_plan_version WHERE plan_id = ?",
                        row -> row.getInt(1),
                        plan)
                .orElse(1);
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                row.getInt(1),
                row.getString(2),
                JsonTree.readObject(row.getString(3).getBytes(StandardCharsets.UTF_8)),
                row.getInt(4),
                row.getObject(5, OffsetDateTime.class).toInstant());
    }
}
