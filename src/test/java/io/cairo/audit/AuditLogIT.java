package io.cairo.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.access.Namespace;
import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.base.JsonTree;
import io.cairo.message.Identifier;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogIT {
    private static final Namespace SHOP = new Namespace(1, "default", "default", null, Instant.EPOCH);

    private final Database database = FreshDatabase.over(FreshDatabase.source());
    private final AuditLog log = Audits.over(database, Clock.systemUTC());

    @Test
    void entriesFollowOneAnotherInEachTenant() {
        append(SHOP, "suppress", "jane");
        append(new Namespace(1, "other", "default", null, Instant.EPOCH), "suppress", "jane");
        append(SHOP, "delete", "june");

        List<AuditLog.Found> found = find(null);

        assertThat(found).extracting(AuditLog.Found::seq).containsExactly(2L, 1L);
        assertThat(found).allMatch(AuditLog.Found::intact);
        assertThat(found).extracting(each -> each.entry().action()).containsExactly("delete", "suppress");
        assertThat(found.get(0).namespaceName()).isEqualTo("default");
    }

    @Test
    void appendingAtTheSameTimeLeavesNoGap() {
        IntStream.range(0, 40).parallel().forEach(i -> append(SHOP, "export", "u" + i));

        List<AuditLog.Found> found = find(null);

        assertThat(found).hasSize(40).allMatch(AuditLog.Found::intact);
        assertThat(found.get(0).seq()).isEqualTo(40);
    }

    @Test
    void anEntryIsFoundByEachIdentifierAndHoldsNoneOfThem() {
        append(SHOP, "suppress", "jane", "jane@example.com");
        append(SHOP, "suppress", "june");

        assertThat(find("jane")).hasSize(1);
        assertThat(find("jane@example.com")).hasSize(1);
        assertThat(find("nobody")).isEmpty();
        assertThat(database.query("SELECT a::text FROM audit a", row -> row.getString(1)))
                .hasSize(2)
                .noneMatch(row -> row.contains("jane") || row.contains("june"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit SET action = 'export' WHERE seq = 2",
                "UPDATE audit SET details = '{}' WHERE seq = 2",
                "UPDATE audit SET at = at + interval '1 second' WHERE seq = 2",
                "UPDATE audit SET actor = 'somebody' WHERE seq = 2",
                "UPDATE audit SET subjects = '{}' WHERE seq = 2",
                "UPDATE audit SET hash = sha256('x') WHERE seq = 2",
                "DELETE FROM audit WHERE seq = 2"
            })
    void aChangeIsNoticed(String change) {
        append(SHOP, "suppress", "jane");
        append(SHOP, "delete", "jane");
        append(SHOP, "suppress", "june");

        database.update(change);

        assertThat(find(null)).anyMatch(found -> !found.intact());
    }

    private void append(Namespace namespace, String action, String... names) {
        List<Identifier> subjects = IntStream.range(0, names.length)
                .mapToObj(i -> identifier(names[i]))
                .toList();
        boolean unused = database.inTransaction(connection -> {
            log.append(
                    connection,
                    namespace,
                    "test",
                    action,
                    subjects,
                    JsonTree.JSON.createObjectBuilder().add("rows", 3).build());
            return true;
        });
    }

    private static Identifier identifier(String name) {
        return name.contains("@") ? Identifier.email(name) : Identifier.userId(name);
    }

    private List<AuditLog.Found> find(@Nullable String about) {
        return log.find("default", null, about == null ? null : Identifier.readings(about), null, 100);
    }
}
