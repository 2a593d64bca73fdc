package io.cairo.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Role;
import io.cairo.base.Database;
import io.cairo.base.Problem;
import io.cairo.base.Revisions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyCheckTest {
    private static final String KEY = "sk_live_" + "a".repeat(43);
    private static final Caller EDITOR = new Caller(UUID.randomUUID(), Kind.SK, Role.EDITOR, "acme", "shop");

    private final Table table = new Table();
    private final List<Runnable> watchers = new ArrayList<>();

    @Test
    void openModeTrustsThisMachineOnly() {
        KeyCheck check = check(null, "local");

        assertThat(check.isOpen()).isTrue();
        assertThat(check.of("anything", true).may(Caller.Right.ADMINISTER)).isTrue();
        refuses(check, "anything", false, Problem.Code.INVALID_WRITE_KEY, "create_key");
        refuses(check, " ", true, Problem.Code.MISSING_WRITE_KEY, "X-Write-Key");
    }

    @Test
    void openToAnyTrustsEverybodyUntilTheFirstKey() {
        KeyCheck check = check(null, "any");

        assertThat(check.of("anything", false).tenant()).isEqualTo("default");

        register();
        refuses(check, "anything", false, Problem.Code.INVALID_WRITE_KEY, "not known");
    }

    @Test
    void theFirstKeyLocksForGood() {
        KeyCheck check = check(null, "local");
        check.of("anything", true);
        register();

        refuses(check, "anything", true, Problem.Code.INVALID_WRITE_KEY, "not known");
        assertThat(check.of(KEY, false)).isEqualTo(EDITOR);
        assertThat(check.isOpen()).isFalse();
    }

    @Test
    void theOperatorsKeyLocksAndAdministers() {
        KeyCheck check = check("operators-own", "local");

        assertThat(check.isOpen()).isFalse();
        assertThat(check.of("operators-own", false).role()).isEqualTo(Role.ADMIN);
        refuses(check, "anything", true, Problem.Code.INVALID_WRITE_KEY, "not known");
    }

    @Test
    void nobodyNewGetsInWhileTheDatabaseDoesNotAnswer() {
        KeyCheck check = check(null, "local");
        table.reachable = false;

        refuses(check, "anything", true, Problem.Code.UNAVAILABLE, "database");
        refuses(check, KEY, true, Problem.Code.UNAVAILABLE, "database");
    }

    @Test
    void aRevocationIsHeardAtOnce() {
        KeyCheck check = check(null, "local");
        register();
        check.of(KEY, false);
        table.found = Optional.empty();
        watchers.forEach(Runnable::run);

        refuses(check, KEY, false, Problem.Code.INVALID_WRITE_KEY, "revoked");
    }

    @Test
    void theDatabaseIsAskedOnceForManyCalls() {
        KeyCheck check = check(null, "local");
        register();
        for (int i = 0; i < 50; i++) {
            check.of(KEY, false);
        }

        assertThat(table.asked).isEqualTo(1);
    }

    private void register() {
        table.found = Optional.of(EDITOR);
        table.everHadAKey = true;
        watchers.forEach(Runnable::run);
    }

    private static void refuses(KeyCheck check, String key, boolean local, Problem.Code code, String words) {
        assertThatThrownBy(() -> check.of(key, local)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.sentence()).contains(words).doesNotContain("anything");
        });
    }

    private KeyCheck check(@Nullable String adminKey, String open) {
        KeyCheck check = new KeyCheck();
        check.database = table;
        check.clock = Clock.systemUTC();
        check.adminKey = Optional.ofNullable(adminKey);
        check.open = open;
        check.lastUse = new LastUse() {
            @Override
            void note(UUID key) {}
        };
        check.revisions = new Revisions() {
            @Override
            public void watch(String topic, Runnable changed) {
                watchers.add(changed);
            }
        };
        check.start();
        return check;
    }

    /** One row at most. */
    private static final class Table extends Database {
        private Optional<Caller> found = Optional.empty();
        private boolean reachable = true;
        private boolean everHadAKey;
        private int asked;

        @Override
        @SuppressWarnings("unchecked")
        public <T> Optional<T> first(String sql, Row<T> reader, @Nullable Object... parameters) {
            asked++;
            if (!reachable) {
                throw Problem.later(Problem.Code.UNAVAILABLE, "The database cannot be reached", Duration.ofSeconds(1));
            }
            return sql.contains("LIMIT 1")
                    ? (Optional<T>) Optional.of(true).filter(any -> everHadAKey)
                    : (Optional<T>) found;
        }
    }
}
