package io.cairo.journey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A namespace that one test has for itself on a shared server, with a key for it. */
record Space(TestDatabase database, String name, String key) {
    /** What locks every server of the journeys and may do everything there. */
    static final String ADMIN_KEY = "sk_live_TheAdministratorOfTheJourneysHoldsThisOne00";

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** A new namespace with a server key of role admin. */
    static Space in(TestDatabase database) {
        String name = "space" + COUNT.incrementAndGet();
        return new Space(database, name, register(database, name, "sk"));
    }

    /** Another key for this namespace; kinds are {@code pk, sk, rk, ak}. */
    String key(String kind) {
        return register(database, name, kind);
    }

    /** The messageIds stored here, as often as they are stored. */
    List<String> messageIds() {
        return database.column(
                "SELECT message_id FROM event e JOIN namespace n ON n.id = e.namespace_id WHERE n.name = ?", name);
    }

    /** One field of one stored event, from its payload, as text. */
    String field(String messageId, String... path) {
        return database.value("""
                SELECT payload #>> string_to_array(?, '/') FROM event e JOIN namespace n ON n.id = e.namespace_id
                WHERE n.name = ? AND message_id = ?""", String.join("/", path), name, messageId);
    }

    /** Why the original of a message was set aside; fails if it was not. */
    String aside(String messageId) {
        return database.value("""
                SELECT reason FROM set_aside a JOIN namespace n ON n.id = a.namespace_id
                WHERE n.name = ? AND message_id = ?""", name, messageId);
    }

    /** One column of one stored event, as text. */
    String column(String messageId, String column) {
        return database.value(
                "SELECT " + column + " FROM event e JOIN namespace n ON n.id = e.namespace_id"
                        + " WHERE n.name = ? AND message_id = ?",
                name,
                messageId);
    }

    private static String register(TestDatabase database, String namespace, String kind) {
        String key = kind + "_live_"
                + (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "").substring(0, 43);
        database.update(
                """
                INSERT INTO api_key (id, tenant, namespace, name, kind, role, hash, last_four)
                VALUES (?, 'default', ?, ?, ?, 'admin', ?, ?)""",
                UUID.randomUUID(),
                namespace,
                "journey " + key.substring(8, 14),
                kind,
                sha256(key),
                key.substring(key.length() - 4));
        return key;
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
