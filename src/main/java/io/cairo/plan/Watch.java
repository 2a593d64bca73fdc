package io.cairo.plan;

import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.base.Revisions;
import io.cairo.base.Snapshot;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Which plans watch which namespace, kept close and read again when one changes: at once on this node, within a second or so
 * on the others. A version never changes, so what was made of it is kept as long as it counts.
 */
@ApplicationScoped
public class Watch {
    /** What changes when a plan is made, changed or removed. */
    static final String TOPIC = "tracking_plan";

    private static final String PLANS = """
            SELECT p.id, p.namespace_id, p.name, p.current_version, p.enforcement_mode, p.unplanned_events,
                   p.unplanned_properties
            FROM tracking_plan p ORDER BY p.created_at, p.id""";

    private record Version(UUID plan, int number) {}

    private record Row(Version version, int namespace, String name, Policy policy) {}

    private final Map<Version, PlanRules> rules = new HashMap<>();
    private final Snapshot<Map<Integer, List<Watching>>> byNamespace = new Snapshot<>(this::read);

    @Inject
    Database database;

    @Inject
    Revisions revisions;

    @PostConstruct
    void start() {
        revisions.watch(TOPIC, this::changed);
    }

    void changed() {
        byNamespace.outdated();
    }

    /**
     * The plans that have something to say about events of a namespace, the oldest first.
     *
     * @throws io.cairo.base.Problem UNAVAILABLE if they have changed and cannot be read
     */
    List<Watching> over(int namespace) {
        return byNamespace.get().getOrDefault(namespace, List.of());
    }

    private Map<Integer, List<Watching>> read() {
        List<Row> rows = database.query(PLANS, Watch::row);
        Map<Integer, List<Watching>> read = new HashMap<>();
        Set<Version> counting = new HashSet<>();
        for (Row row : rows) {
            if (!row.policy().isIdle()) {
                counting.add(row.version());
                read.computeIfAbsent(row.namespace(), any -> new ArrayList<>())
                        .add(new Watching(
                                row.version().plan(),
                                row.name(),
                                row.version().number(),
                                row.policy(),
                                rules(row.version())));
            }
        }
        rules.keySet().retainAll(counting);
        return read;
    }

    private PlanRules rules(Version version) {
        PlanRules known = rules.get(version);
        if (known == null) {
            known = database.first(
                            "SELECT rules FROM tracking_plan_version WHERE plan_id = ? AND number = ?",
                            row -> new PlanRules(
                                    Rule.fromJson(JsonTree.read(row.getString(1).getBytes(StandardCharsets.UTF_8))
                                            .asJsonArray())),
                            version.plan(),
                            version.number())
                    .orElseGet(() -> new PlanRules(List.of())); // it was removed just now, which will be heard of
            rules.put(version, known);
        }
        return known;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new Version(row.getObject(1, UUID.class), row.getInt(4)),
                row.getInt(2),
                row.getString(3),
                new Policy(Action.of(row.getString(5)), Action.of(row.getString(6)), Action.of(row.getString(7))));
    }
}
