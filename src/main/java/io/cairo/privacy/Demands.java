package io.cairo.privacy;

import io.cairo.access.Caller;
import io.cairo.access.Namespace;
import io.cairo.audit.AuditLog;
import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.message.Person;
import io.cairo.suppression.Barrier;
import io.cairo.suppression.Suppression;
import io.cairo.suppression.Suppressions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Does what was demanded for a person, and has it in the audit log, in one transaction. */
@ApplicationScoped
public class Demands {
    @Inject
    Database database;

    @Inject
    Suppressions suppressions;

    @Inject
    Barrier barrier;

    @Inject
    Erasures erasures;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /**
     * Suppresses a person; when this returns, nothing more of them is stored on any node.
     *
     * @throws io.cairo.base.Problem UNAVAILABLE if it cannot be waited for what is being stored; then the person is suppressed
     *     all the same
     */
    Suppression suppress(Caller caller, Namespace namespace, Person person, @Nullable String reason) {
        String actor = AuditLog.actor(caller);
        Suppression done = database.inTransaction(connection -> {
            Suppression suppression = suppressions.suppress(
                    connection, namespace.id(), person.identifiers(), reason, actor, clock.instant());
            audit.append(
                    connection,
                    namespace,
                    actor,
                    "suppress",
                    person.identifiers(),
                    count("identifiers", suppression.identifiers()));
            return suppression;
        });
        barrier.await(namespace.id());
        return done;
    }

    /** Lifts whatever suppresses a person; false if nothing did. */
    boolean unsuppress(Caller caller, Namespace namespace, Person person) {
        String actor = AuditLog.actor(caller);
        return database.inTransaction(connection -> {
            int lifted = suppressions.lift(connection, namespace.id(), person.identifiers());
            if (lifted > 0) {
                audit.append(
                        connection,
                        namespace,
                        actor,
                        "unsuppress",
                        person.identifiers(),
                        count("suppressions", lifted));
            }
            return lifted > 0;
        });
    }

    /**
     * Has a person erased; see {@link Eraser}. Who is suppressed stays so, under all names that are known by now.
     *
     * @param suppress whether to suppress them too
     * @return the id of the erasure
     */
    UUID erase(Caller caller, Namespace namespace, Subjects.Subject subject, boolean suppress) {
        String actor = AuditLog.actor(caller);
        Person person = subject.person();
        return database.inTransaction(connection -> {
            List<Suppression> there = suppressions.of(connection, namespace.id(), person.identifiers());
            if (suppress || !there.isEmpty()) {
                Suppression unused = suppressions.suppress(
                        connection, namespace.id(), person.identifiers(), null, actor, clock.instant());
            }
            return erasures.begin(connection, namespace, person, subject.known(), actor);
        });
    }

    /** Writes down that somebody was given what is kept about a person. */
    void exported(Caller caller, Namespace namespace, Person person) {
        boolean unused = database.inTransaction(connection -> {
            audit.append(
                    connection,
                    namespace,
                    AuditLog.actor(caller),
                    "export",
                    person.identifiers(),
                    count("identifiers", person.identifiers().size()));
            return true;
        });
    }

    private static JsonObject count(String what, int number) {
        return JsonTree.JSON.createObjectBuilder().add(what, number).build();
    }
}
