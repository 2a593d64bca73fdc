package io.cairo.key;

import io.cairo.access.Caller;
import io.cairo.base.Problem;
import io.cairo.base.Revisions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The registered keys of every tenant; a caller that is pinned to a namespace sees that namespace's only. Call inside a
 * transaction.
 */
@ApplicationScoped
public class Keys {
    /** What changes when a key is made or revoked. */
    static final String TOPIC = "api_key";

    @PersistenceContext(unitName = "cairo")
    EntityManager entities;

    @Inject
    Revisions revisions;

    @Inject
    Clock clock;

    /** Makes others who change keys wait until this transaction ends, and every node look again after it. */
    void change() {
        revisions.bump(TOPIC);
    }

    /** Whether a key has ever been made, in any tenant: the answer is never again no once it was yes. */
    boolean areThereAny() {
        return !entities.createQuery("SELECT k.id FROM ApiKey k", UUID.class)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /** Registers a new key with the rights of {@code grant}. */
    ApiKey add(Caller grant, String name, String text) {
        ApiKey added = new ApiKey(grant, name, text, clock.instant());
        entities.persist(added);
        return added;
    }

    /**
     * The newest keys first, at most {@code limit}.
     *
     * @param place when the key was made after which the list begins, and its id; empty to begin at the newest
     */
    List<ApiKey> list(Caller caller, List<String> place, int limit) {
        String after = place.isEmpty() ? "" : " AND (k.createdAt < :at OR (k.createdAt = :at AND k.id > :id))";
        TypedQuery<ApiKey> query = query(
                caller, "SELECT k FROM ApiKey k WHERE k.tenant = :tenant" + after, " ORDER BY k.createdAt DESC, k.id");
        if (!place.isEmpty()) {
            query.setParameter("at", Instant.parse(place.get(0)));
            query.setParameter("id", UUID.fromString(place.get(1)));
        }
        return query.setMaxResults(limit).getResultList();
    }

    /** How many keys there are to list. */
    long count(Caller caller) {
        return query(caller, Long.class, "SELECT COUNT(k) FROM ApiKey k WHERE k.tenant = :tenant", "")
                .getSingleResult();
    }

    /** @throws Problem NOT_FOUND if the caller may not see such a key */
    ApiKey get(Caller caller, UUID id) {
        return query(caller, "SELECT k FROM ApiKey k WHERE k.tenant = :tenant AND k.id = :id", "")
                .setParameter("id", id)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> Problem.notFound("key", id));
    }

    /** How many keys could still make and revoke keys of the whole tenant. */
    long activeAdmins(String tenant) {
        return entities.createQuery("""
                        SELECT COUNT(k) FROM ApiKey k WHERE k.tenant = :tenant AND k.namespace IS NULL
                        AND k.revokedAt IS NULL AND k.kind = :kind AND k.role = :role""", Long.class)
                .setParameter("tenant", tenant)
                .setParameter("kind", Caller.Kind.SK)
                .setParameter("role", Caller.Role.ADMIN)
                .getSingleResult();
    }

    void revoke(ApiKey key) {
        key.revoke(clock.instant());
    }

    private TypedQuery<ApiKey> query(Caller caller, String select, String order) {
        return query(caller, ApiKey.class, select, order);
    }

    private <T> TypedQuery<T> query(Caller caller, Class<T> of, String select, String order) {
        @Nullable String pinned = caller.namespace();
        TypedQuery<T> query =
                entities.createQuery(select + (pinned == null ? "" : " AND k.namespace = :namespace") + order, of);
        query.setParameter("tenant", caller.tenant());
        return pinned == null ? query : query.setParameter("namespace", pinned);
    }
}
