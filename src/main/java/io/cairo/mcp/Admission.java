package io.cairo.mcp;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Role;
import io.cairo.access.Callers;
import io.cairo.access.Credentials;
import io.cairo.access.Limiter;
import io.cairo.access.Origins;
import io.cairo.access.Tenant;
import io.cairo.access.Tenants;
import io.cairo.base.Problem;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets callers in: which key opens which endpoint, which page may call, and how often. */
final class Admission {
    private static final String API_KEY = "X-API-Key";

    private final Callers callers;
    private final Tenants tenants;
    private final Limiter limiter;
    private final Origins origins;

    Admission(Callers callers, Tenants tenants, Limiter limiter, Origins origins) {
        this.callers = callers;
        this.tenants = tenants;
        this.limiter = limiter;
        this.origins = origins;
    }

    /** @throws Refusal FORBIDDEN for pages of other hosts */
    void checkOrigin(Received received) {
        if (!origins.allow(received.header().apply("Origin"))) {
            throw Refusal.of(
                    Fault.FORBIDDEN,
                    "Pages of this origin may not call; the operator lists those that may in CAIRO_MCP_ORIGINS");
        }
    }

    /** @throws Refusal for whoever may not use this endpoint at all */
    Caller caller(Endpoint endpoint, Received received) {
        boolean local = Origins.isLocal(received.address(), received.header());
        try {
            Caller caller = callers.of(key(endpoint, received), local);
            checkKind(endpoint, caller);
            checkTenant(endpoint, received, caller);
            return caller;
        } catch (Problem problem) {
            throw unauthenticated(endpoint, problem);
        }
    }

    /**
     * Counts the call.
     *
     * @return the headers that say what is left
     * @throws Refusal RATE_LIMITED
     */
    Map<String, String> take(Endpoint endpoint, Caller caller) {
        try {
            return limiter.take(caller, endpoint.door()).map(Admission::headers).orElse(Map.of());
        } catch (Problem problem) {
            throw Refusal.exactly(Fault.RATE_LIMITED, problem);
        }
    }

    /** Whether what this caller changes waits for a second administrator. */
    boolean isGoverned(Endpoint endpoint, Caller caller) {
        return endpoint == Endpoint.GOVERNED || tenants.get(caller.tenant()).governed();
    }

    private static @Nullable String key(Endpoint endpoint, Received received) {
        if (endpoint == Endpoint.GOVERNED) {
            return received.header().apply(API_KEY);
        }
        List<String> keys = Credentials.keys(received.header(), name -> null);
        return keys.isEmpty() ? null : keys.get(0);
    }

    private void checkKind(Endpoint endpoint, Caller caller) {
        switch (endpoint) {
            case PRODUCT -> checkProduct(caller);
            case ACCOUNT -> checkAccount(caller);
            case GOVERNED -> checkGoverned(caller);
        }
    }

    private static void checkProduct(Caller caller) {
        switch (caller.kind()) {
            case SK, RK -> {}
            case PK ->
                throw Refusal.of(
                        Fault.KEY_KIND_NOT_ALLOWED,
                        "A key of kind pk may only send events over REST; use a key of kind sk or rk");
            case AK ->
                throw Refusal.of(
                        Fault.ACCOUNT_KEY_REQUIRED,
                        "A key of kind ak is for /mcp/account only; use a key of kind sk or rk");
        }
    }

    private void checkAccount(Caller caller) {
        if (caller.kind() != Caller.Kind.AK) {
            throw Refusal.of(
                    Fault.ACCOUNT_KEY_REQUIRED,
                    "/mcp/account takes keys of kind ak only; an administrator makes one with create_key");
        }
        if (tenants.get(caller.tenant()).plan() != Tenant.Plan.BUSINESS) {
            throw Refusal.exactly(Fault.PLAN_LIMIT, JsonValue.EMPTY_JSON_OBJECT);
        }
    }

    private static void checkGoverned(Caller caller) {
        if (caller.kind() != Caller.Kind.SK || caller.role() == Role.VIEWER) {
            throw Refusal.of(
                    Fault.FORBIDDEN, "This endpoint needs a key of kind sk with the role editor or admin in X-API-Key");
        }
    }

    /** Whoever names a tenant must name their own: a key never reaches another's data. */
    private static void checkTenant(Endpoint endpoint, Received received, Caller caller) {
        @Nullable String named = received.header().apply("X-Tenant-Id");
        if (endpoint == Endpoint.GOVERNED && named != null && !named.strip().equals(caller.tenant())) {
            throw Refusal.of(Fault.FORBIDDEN, "X-Tenant-Id must be the tenant of the key, or left out");
        }
    }

    private static Refusal unauthenticated(Endpoint endpoint, Problem problem) {
        if (endpoint == Endpoint.GOVERNED && problem.code() == Problem.Code.MISSING_WRITE_KEY) {
            return Refusal.of(Fault.FORBIDDEN, "Send a key of kind sk with the role editor or admin in X-API-Key");
        }
        return switch (problem.code().status()) {
            case 401 ->
                Refusal.exactly(fault(problem.code()), problem).with("WWW-Authenticate", "Bearer realm=\"cairo\"");
            case 429 -> Refusal.exactly(Fault.RATE_LIMITED, problem);
            default -> Refusal.exactly(Fault.UNAVAILABLE, problem);
        };
    }

    private static Fault fault(Problem.Code code) {
        return code == Problem.Code.MISSING_WRITE_KEY ? Fault.MISSING_KEY : Fault.INVALID_KEY;
    }

    private static Map<String, String> headers(Limiter.Quota quota) {
        return Map.of(
                "X-RateLimit-Limit", Long.toString(quota.limit()),
                "X-RateLimit-Remaining", Long.toString(quota.remaining()),
                "X-RateLimit-Reset",
                        Long.toString(Math.max(0, quota.reset().plusMillis(999).toSeconds())));
    }
}
