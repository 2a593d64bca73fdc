package io.cairo.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Role;
import io.cairo.base.FreshDatabase;
import io.cairo.base.Problem;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NamespacesIT {
    private static final Namespaces NAMESPACES = new Namespaces();

    @BeforeAll
    static void connect() {
        NAMESPACES.database = FreshDatabase.over(FreshDatabase.source());
    }

    @Test
    void showsATenantItsOwnByName() {
        NAMESPACES.forWriting(caller("acme", null), "web");
        NAMESPACES.create(caller("acme", null), "app", "The app");
        NAMESPACES.forWriting(caller("other", null), "theirs");

        List<Namespace> seen = NAMESPACES.visible(caller("acme", null));

        assertThat(seen).extracting(Namespace::name).containsExactly("app", "web");
        assertThat(seen).extracting(Namespace::title).containsExactly("The app", null);
        assertThat(seen).allSatisfy(namespace -> {
            assertThat(namespace.tenant()).isEqualTo("acme");
            assertThat(Namespace.idOfProject(namespace.projectId())).hasValue(namespace.id());
        });
    }

    @Test
    void showsAPinnedCallerItsOwnOnly() {
        NAMESPACES.forWriting(caller("pinning", null), "one");
        NAMESPACES.forWriting(caller("pinning", null), "two");

        assertThat(NAMESPACES.visible(caller("pinning", "one")))
                .extracting(Namespace::name)
                .containsExactly("one");
        assertThat(NAMESPACES.visible(caller("pinning", "not-there"))).isEmpty();
    }

    @Test
    void letsOnlyCairoItselfWriteEventsToItsOwnNamespace() {
        Caller anybody = caller("system", null);
        refuses(() -> NAMESPACES.forEvents(anybody, Namespace.SYSTEM), Problem.Code.INSUFFICIENT_SCOPE);
        refuses(() -> NAMESPACES.forEvents(caller("system", Namespace.SYSTEM), null), Problem.Code.INSUFFICIENT_SCOPE);
        assertThat(NAMESPACES.forReading(anybody, Namespace.SYSTEM)).isEmpty();

        Namespace made = NAMESPACES.forEvents(Caller.system("system"), null);

        assertThat(made.name()).isEqualTo(Namespace.SYSTEM);
        assertThat(NAMESPACES.forReading(anybody, Namespace.SYSTEM)).contains(made);
        assertThat(NAMESPACES.forWriting(anybody, Namespace.SYSTEM))
                .as("to configure")
                .isEqualTo(made);
        assertThat(NAMESPACES.forEvents(anybody, "web").name()).isEqualTo("web");
    }

    @Test
    void makesANamespaceOnce() {
        Caller caller = caller("once", null);
        Namespace made = NAMESPACES.create(caller, "shop", null);

        assertThat(NAMESPACES.forWriting(caller, "shop").id()).isEqualTo(made.id());
        refuses(() -> NAMESPACES.create(caller, "shop", null), Problem.Code.CONFLICT);
        assertThat(NAMESPACES.create(caller("another", null), "shop", null).id())
                .isNotEqualTo(made.id());
    }

    @Test
    void letsNoPinnedCallerMakeOne() {
        refuses(() -> NAMESPACES.create(caller("pinned", "shop"), "shop", null), Problem.Code.INSUFFICIENT_SCOPE);
        refuses(() -> NAMESPACES.create(caller("pinned", "shop"), "other", null), Problem.Code.INSUFFICIENT_SCOPE);
        assertThat(NAMESPACES.visible(caller("pinned", null))).isEmpty();
    }

    private static void refuses(ThrowingCallable call, Problem.Code code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private static Caller caller(String tenant, @Nullable String namespace) {
        return new Caller(UUID.randomUUID(), Kind.SK, Role.ADMIN, tenant, namespace);
    }
}
