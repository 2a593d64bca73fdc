package io.cairo.privacy;

import io.cairo.audit.AuditLog;
import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.message.Person;
import io.cairo.message.PersonalData;
import io.cairo.privacy.Erasure.State;
import io.cairo.suppression.Barrier;
import io.cairo.suppression.Erased;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Does erasures, step by step: nothing of the person is stored any more; what is being stored has ended; every bean erases
 * what it keeps; everything is looked through again; what the person does from now on may be stored, unless they are
 * suppressed. Some moments later what was on its way meanwhile is erased too, destinations' vendors are asked to forget the
 * person, for a day if they must be asked again, and the identifiers go.
 *
 * <p>Every transaction ends with how far it got. Doing a part of a step again does nothing, so it does not matter where a
 * node stops.
 */
@ApplicationScoped
public class Eraser {
    /** Longer than any request to a destination may take whose answer might still be written down. */
    static final Duration SETTLING = Duration.ofMinutes(2);

    /** Any number that nothing else in this database locks together with an id. */
    private static final int LOCK = 0x6361_6903;

    private static final String CLOSE = "close";
    private static final String WAIT = "wait";
    private static final String ERASE = "erase ";
    private static final String VERIFY = "verify ";
    private static final String SETTLE = "settle ";

    /** Each takes two connections, of which others need some too. */
    private static final int AT_ONCE = 4;

    private final Semaphore room = new Semaphore(AT_ONCE);
    private List<PersonalData> data = List.of();

    @Inject
    Instance<PersonalData> found;

    @Inject
    Database database;

    @Inject
    Erasures erasures;

    @Inject
    Subjects subjects;

    @Inject
    Erased erased;

    @Inject
    Barrier barrier;

    @Inject
    Telling telling;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    @PostConstruct
    void start() {
        use(found.stream().toList());
    }

    void use(List<PersonalData> all) {
        data = all.stream()
                .sorted(Comparator.comparingInt(PersonalData::order).thenComparing(Eraser::name))
                .toList();
    }

    /** Beans answer for different tables, and their classes may be wrapped. */
    private static String name(PersonalData bean) {
        return bean.tables().stream().sorted().findFirst().orElseThrow();
    }

    /**
     * Goes on with an erasure, unless another thread or node is at it, or this node is at several others.
     *
     * @param goingOn false as soon as no new transaction shall begin
     * @return how far it has come
     * @throws io.cairo.base.Problem UNAVAILABLE if the database is away; it goes on later where it stopped
     */
    Erasure run(UUID id, BooleanSupplier goingOn) {
        if (!room.tryAcquire()) {
            return erasures.get(id);
        }
        try {
            return database.inTransaction(holding -> isMine(holding, id) ? goOn(id, goingOn) : erasures.get(id));
        } finally {
            room.release();
        }
    }

    /** Until the transaction ends, which ends with the node, too. */
    private static boolean isMine(Connection holding, UUID id) throws SQLException {
        return Database.query(
                        holding,
                        "SELECT pg_try_advisory_xact_lock(?, hashtext(?))",
                        row -> row.getBoolean(1),
                        LOCK,
                        id.toString())
                .get(0);
    }

    private Erasure goOn(UUID id, BooleanSupplier goingOn) {
        Erasure erasure = erasures.get(id);
        boolean moved = true;
        while (moved && isDue(erasure) && goingOn.getAsBoolean()) {
            List<Step> before = erasure.steps();
            State was = erasure.state();
            erasure = next(erasure);
            moved = erasure.state() != was || !erasure.steps().equals(before);
        }
        return erasure;
    }

    private boolean isDue(Erasure erasure) {
        return switch (erasure.state()) {
            case RUNNING -> true;
            case SETTLING ->
                !clock.instant()
                        .isBefore(Objects.requireNonNull(erasure.erasedAt()).plus(SETTLING));
            case DONE -> false;
        };
    }

    /** One transaction more. */
    private Erasure next(Erasure erasure) {
        if (erasure.state() == State.SETTLING) {
            return settle(erasure);
        }
        if (!erasure.isDone(CLOSE)) {
            return close(erasure);
        }
        if (!erasure.isDone(WAIT)) {
            return await(erasure);
        }
        for (String pass : List.of(ERASE, VERIFY)) {
            for (PersonalData bean : data) {
                if (!erasure.isDone(pass + name(bean))) {
                    return erase(erasure, pass, bean);
                }
            }
        }
        return end(erasure);
    }

    private Erasure close(Erasure erasure) {
        Person person = person(erasure);
        return written(
                erasure.and(CLOSE, Map.of(), true, clock.instant()),
                connection -> erased.close(connection, person.namespace(), person.identifiers()));
    }

    /** Groups that were on their way may have told more names of the person: then these are closed out too. */
    private Erasure await(Erasure erasure) {
        Person person = person(erasure);
        barrier.await(person.namespace());
        Person now = subjects.refreshed(person);
        return now.identifiers().size() > person.identifiers().size()
                ? written(erasure.of(now), connection -> {})
                : written(erasure.and(WAIT, Map.of(), true, clock.instant()), connection -> {});
    }

    private Erasure erase(Erasure erasure, String pass, PersonalData bean) {
        return database.inTransaction(connection -> {
            Map<String, Long> rows = bean.erase(connection, person(erasure));
            boolean nothing = rows.values().stream().allMatch(count -> count == 0);
            Erasure after = erasure.and(pass + name(bean), rows, nothing, clock.instant());
            erasures.write(connection, after);
            return after;
        });
    }

    private Erasure end(Erasure erasure) {
        Person person = person(erasure);
        Instant now = clock.instant();
        return written(erasure.in(State.SETTLING, person, now), connection -> {
            erased.until(connection, person.namespace(), person.identifiers(), now);
            audit.append(
                    connection,
                    erasure.namespace(),
                    erasure.requestedBy(),
                    "delete",
                    person.identifiers(),
                    details(erasure));
        });
    }

    private static JsonObject details(Erasure erasure) {
        JsonObjectBuilder rows = JsonTree.JSON.createObjectBuilder();
        erasure.rows().forEach(rows::add);
        return JsonTree.JSON
                .createObjectBuilder()
                .add("erasure", erasure.id().toString())
                .add("found", erasure.known())
                .add("rows", rows)
                .build();
    }

    private Erasure settle(Erasure erasure) {
        for (PersonalData bean : data) {
            if (bean.isWrittenLate() && !erasure.isDone(SETTLE + name(bean))) {
                return erase(erasure, SETTLE, bean);
            }
        }
        Optional<Erasure> told = telling.next(erasure);
        if (told.isPresent()) {
            return written(told.get(), connection -> {});
        }
        return telling.isOver(erasure) ? done(erasure) : erasure;
    }

    private Erasure done(Erasure erasure) {
        Optional<JsonObject> account = telling.account(erasure);
        return written(erasure.in(State.DONE, null, erasure.erasedAt()), connection -> {
            if (account.isPresent()) {
                audit.append(
                        connection,
                        erasure.namespace(),
                        erasure.requestedBy(),
                        "delete_at_destinations",
                        person(erasure).identifiers(),
                        account.get());
            }
        });
    }

    @FunctionalInterface
    private interface Change {
        void in(Connection connection) throws SQLException;
    }

    private Erasure written(Erasure after, Change change) {
        return database.inTransaction(connection -> {
            change.in(connection);
            erasures.write(connection, after);
            return after;
        });
    }

    private static Person person(Erasure erasure) {
        return Objects.requireNonNull(erasure.person());
    }
}
