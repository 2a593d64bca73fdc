package io.cairo.base;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Entities of one kind that people make in a namespace and give names to. Each has the attributes {@code id}, {@code
 * namespaceId}, {@code name}, unique in the namespace, and {@code createdAt}. Call inside a transaction.
 *
 * @param kind in words: {@code tracking plan}
 */
public record Named<E>(EntityManager entities, Class<E> type, String kind) {

    public long count(int namespace) {
        return entities.createQuery(
                        "SELECT COUNT(e) FROM " + type.getSimpleName() + " e WHERE e.namespaceId = :namespace",
                        Long.class)
                .setParameter("namespace", namespace)
                .getSingleResult();
    }

    /**
     * The newest first, at most {@code limit}.
     *
     * @param place when the one was made after which the list begins, and its id; empty to begin at the newest
     */
    public List<E> list(int namespace, List<String> place, int limit) {
        String after = place.isEmpty() ? "" : " AND (e.createdAt < :at OR (e.createdAt = :at AND e.id > :id))";
        TypedQuery<E> query = entities.createQuery(all() + after + " ORDER BY e.createdAt DESC, e.id", type)
                .setParameter("namespace", namespace);
        if (!place.isEmpty()) {
            query.setParameter("at", Instant.parse(place.get(0)));
            query.setParameter("id", UUID.fromString(place.get(1)));
        }
        return query.setMaxResults(limit).getResultList();
    }

    public Optional<E> find(int namespace, UUID id) {
        return entities.createQuery(all() + " AND e.id = :id", type)
                .setParameter("namespace", namespace)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    /**
     * Whether a name is free.
     *
     * @param except whose own name it may be
     * @throws Problem CONFLICT if another one of the namespace has that name
     */
    public void checkName(int namespace, String name, UUID except) {
        boolean taken = !entities.createQuery(all() + " AND e.name = :name AND e.id <> :id", type)
                .setParameter("namespace", namespace)
                .setParameter("name", name)
                .setParameter("id", except)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
        if (taken) {
            String update = "update_" + kind.replace(' ', '_');
            throw Problem.of(
                            Problem.Code.CONFLICT,
                            "name",
                            "is that of another %s of this namespace; take another name, or change that one with %s"
                                    .formatted(kind, update))
                    .next("take another name, or " + update);
        }
    }

    private String all() {
        return "SELECT e FROM " + type.getSimpleName() + " e WHERE e.namespaceId = :namespace";
    }
}
