package io.cairo.key;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Role;
import io.cairo.access.Callers;
import io.cairo.access.Tenant;
import io.cairo.base.Database;
import io.cairo.base.Problem;
import io.cairo.base.Recent;
import io.cairo.base.Revisions;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Tells who a key belongs to. Until a first key is made, or {@code CAIRO_ADMIN_KEY} set, Cairo is open to whoever calls
 * from this machine; from then on it is locked for good.
 */
@ApplicationScoped
public class KeyCheck implements Callers {
    private static final Duration LIFE = Duration.ofSeconds(5);
    private static final int MOST = 10_000;

    @Inject
    Database database;

    @Inject
    Revisions revisions;

    @Inject
    LastUse lastUse;

    @Inject
    Clock clock;

    @Inject
    @ConfigProperty(name = "CAIRO_ADMIN_KEY")
    Optional<String> adminKey;

    @Inject
    @ConfigProperty(name = "CAIRO_OPEN", defaultValue = "local")
    String open;

    private byte[] adminHash = {};
    private volatile boolean locked;

    @SuppressWarnings("NullAway.Init") // start() makes them, before anybody can call
    private Recent<ByteBuffer, Optional<Caller>> callers;

    @SuppressWarnings("NullAway.Init")
    private Recent<String, Boolean> anyKey;

    @PostConstruct
    void start() {
        callers = new Recent<>(clock, LIFE, MOST);
        anyKey = new Recent<>(clock, LIFE, 1);
        adminHash = adminKey.filter(key -> !key.isBlank())
                .map(key -> KeyText.sha256(key.strip()))
                .orElse(adminHash);
        locked = adminHash.length > 0;
        revisions.watch(Keys.TOPIC, this::forget);
    }

    private void forget() {
        callers.clear();
        anyKey.clear();
    }

    @Override
    public Caller of(@Nullable String key, boolean local) {
        if (key == null || key.isBlank()) {
            throw new Problem(
                    Problem.Code.MISSING_WRITE_KEY,
                    "Missing write key: send it as X-Write-Key, as Authorization: Bearer, or as the user of Basic");
        }
        byte[] hash = KeyText.sha256(key);
        if (MessageDigest.isEqual(hash, adminHash)) {
            return administrator();
        }
        return registered(key, hash).orElseGet(() -> stranger(local));
    }

    private Optional<Caller> registered(String key, byte[] hash) {
        if (!KeyText.looksRight(key)) {
            return Optional.empty();
        }
        Optional<Caller> found = callers.get(ByteBuffer.wrap(hash), () -> find(hash));
        found.map(Caller::keyId).ifPresent(lastUse::note);
        return found;
    }

    /** Who comes with a key that is not registered: everybody, while Cairo is open. */
    private Caller stranger(boolean local) {
        if (!isOpen()) {
            throw new Problem(
                    Problem.Code.INVALID_WRITE_KEY,
                    "The write key is not known or was revoked; an administrator makes keys with create_key");
        }
        if (local || isOpenToAll()) {
            return administrator();
        }
        throw new Problem(
                Problem.Code.INVALID_WRITE_KEY,
                "Cairo has no keys yet and takes requests from its own machine only; make a key there with the tool"
                        + " create_key (kind sk, role admin), or start Cairo with CAIRO_ADMIN_KEY");
    }

    /** Nobody can be let in because of a database that does not answer: the question itself throws then. */
    @Override
    public boolean isOpen() {
        if (!locked && anyKey.get(Keys.TOPIC, this::isThereAKey)) {
            locked = true;
        }
        return !locked;
    }

    /** Asks the database each time: what was decided earlier must not act by a key that is revoked now. */
    @Override
    public boolean isActive(Caller caller) {
        if (caller.keyId() == null) {
            return hasAdminKey() || isOpen();
        }
        return database.first(
                        "SELECT id, kind, role, tenant, namespace FROM api_key WHERE id = ? AND revoked_at IS NULL",
                        KeyCheck::caller,
                        caller.keyId())
                .filter(caller::equals)
                .isPresent();
    }

    /** Whether open mode, while it lasts, trusts every address. */
    boolean isOpenToAll() {
        return open.strip().equalsIgnoreCase("any");
    }

    /** Whether the environment names an administrator. */
    boolean hasAdminKey() {
        return adminHash.length > 0;
    }

    private static Caller administrator() {
        return new Caller(null, Kind.SK, Role.ADMIN, Tenant.DEFAULT, null);
    }

    private boolean isThereAKey() {
        return database.first("SELECT 1 FROM api_key LIMIT 1", row -> true).isPresent();
    }

    private Optional<Caller> find(byte[] hash) {
        return database.first("""
                SELECT id, kind, role, tenant, namespace FROM api_key
                WHERE hash = ? AND revoked_at IS NULL""", KeyCheck::caller, hash);
    }

    private static Caller caller(ResultSet row) throws SQLException {
        return new Caller(
                row.getObject(1, UUID.class),
                Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                Role.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                row.getString(4),
                row.getString(5));
    }
}
