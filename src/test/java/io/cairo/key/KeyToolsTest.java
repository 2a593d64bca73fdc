package io.cairo.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Role;
import io.cairo.access.Tenant;
import io.cairo.access.Tenants;
import io.cairo.base.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who may make a key for whom; what becomes of keys is the journeys' to show. */
class KeyToolsTest {
    private static final Caller OPERATOR = new Caller(null, Kind.SK, Role.ADMIN, Tenant.DEFAULT, null);
    private static final Caller ADMIN = new Caller(UUID.randomUUID(), Kind.SK, Role.ADMIN, "acme", null);

    private final List<Caller> granted = new ArrayList<>();

    @Test
    void theFirstKeyMustBeAnAdministratorsOfTheDefaultTenant() {
        KeyTools tools = tools(false, false);

        refuses(tools, OPERATOR, wanted(Role.ADMIN, "acme"), Problem.Code.CONFLICT, "CAIRO_ADMIN_KEY");
        refuses(tools, OPERATOR, wanted(Role.EDITOR, null), Problem.Code.CONFLICT, "role admin");
        tools.create(OPERATOR, wanted(null, null));

        assertThat(granted).containsExactly(OPERATOR);
    }

    @Test
    void theFirstKeyMayBeAnyonesWhereTheOperatorHasAKey() {
        tools(true, false).create(OPERATOR, wanted(Role.VIEWER, "acme"));

        assertThat(granted).containsExactly(new Caller(null, Kind.SK, Role.VIEWER, "acme", null));
    }

    @Test
    void onlyTheOperatorNamesAnotherTenant() {
        KeyTools tools = tools(true, true);

        refuses(tools, ADMIN, wanted(null, "default"), Problem.Code.INSUFFICIENT_SCOPE, "tenant");
        refuses(tools, ADMIN, wanted(null, "never-made"), Problem.Code.INSUFFICIENT_SCOPE, "tenant");
        tools.create(ADMIN, wanted(Role.EDITOR, "acme"));

        assertThat(granted).containsExactly(new Caller(null, Kind.SK, Role.EDITOR, "acme", null));
    }

    @Test
    void aTenantThatIsNotThereGetsNoKey() {
        refuses(
                tools(true, true),
                OPERATOR,
                wanted(null, "never-made"),
                Problem.Code.INVALID_ARGUMENT,
                "create_tenant");
    }

    private static KeyTools.Create wanted(@Nullable Role role, @Nullable String tenant) {
        return new KeyTools.Create("a key", Kind.SK, role, null, tenant);
    }

    private void refuses(KeyTools tools, Caller caller, KeyTools.Create args, Problem.Code code, String words) {
        assertThatThrownBy(() -> tools.create(caller, args)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.sentence()).contains(words);
        });
        assertThat(granted).isEmpty();
    }

    private KeyTools tools(boolean operatorHasKey, boolean anyKey) {
        KeyTools tools = new KeyTools();
        tools.tenants = new Acme();
        tools.check = new KeyCheck() {
            @Override
            boolean hasAdminKey() {
                return operatorHasKey;
            }
        };
        tools.keys = new Keys() {
            @Override
            void change() {}

            @Override
            boolean areThereAny() {
                return anyKey;
            }

            @Override
            ApiKey add(Caller grant, String name, String text) {
                granted.add(grant);
                return new ApiKey(grant, name, text, Instant.EPOCH);
            }
        };
        return tools;
    }

    /** Besides the default tenant there is acme. */
    private static final class Acme implements Tenants {
        @Override
        public Tenant get(String name) {
            return new Tenant(name, Tenant.Plan.BUSINESS, false);
        }

        @Override
        public Optional<Tenant> find(String name) {
            return Optional.of(get(name)).filter(found -> name.equals("acme") || name.equals(Tenant.DEFAULT));
        }
    }
}
