package io.cairo.privacy;

import io.cairo.access.Caller;
import io.cairo.access.Namespace;
import io.cairo.approval.ApprovalDatas;
import io.cairo.audit.Audits;
import io.cairo.base.Database;
import io.cairo.base.Sealer;
import io.cairo.base.Signer;
import io.cairo.destination.Recipients.Recipient;
import io.cairo.identity.Graphs;
import io.cairo.ingest.Groups;
import io.cairo.message.PersonalData;
import io.cairo.suppression.Gates;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** One node as far as people's rights are concerned, without a container. */
final class Node {
    static final Namespace NAMESPACE = new Namespace(1, "default", "default", null, Instant.EPOCH);
    static final Caller ADMIN = new Caller(null, Caller.Kind.SK, Caller.Role.ADMIN, "default", null);
    static final Sealer SEALER = new Sealer(new SecretKeySpec(new byte[32], "AES"));

    final Groups groups;
    final Demands demands = new Demands();
    final Subjects subjects = new Subjects();
    final Eraser eraser = new Eraser();
    final Telling telling = new Telling();
    final Erasures erasures = new Erasures();
    final ErasureSweep sweep = new ErasureSweep();

    Node(Database database, Clock clock, PersonalData... more) {
        Graphs graphs = Graphs.over(database, clock);
        groups = Groups.over(database, clock, graphs.resolver());
        subjects.graph = graphs.graph();
        subjects.protection = graphs.protection();
        erasures.database = database;
        erasures.clock = clock;
        erasures.sealer = SEALER;
        erasures.signer = new Signer("the secret of the tests".getBytes(StandardCharsets.UTF_8));
        demands.database = database;
        demands.clock = clock;
        demands.suppressions = Gates.suppressions(database);
        demands.barrier = Gates.barrier(database);
        demands.erasures = erasures;
        demands.audit = Audits.over(database, clock);
        eraser.database = database;
        eraser.clock = clock;
        eraser.erasures = erasures;
        eraser.subjects = subjects;
        eraser.erased = Gates.erased();
        eraser.barrier = demands.barrier;
        eraser.audit = demands.audit;
        eraser.telling = telling;
        telling.clock = clock;
        telling.vendors = new Nobody();
        eraser.use(Stream.concat(beans(graphs), Stream.of(more)).toList());
        sweep.database = database;
        sweep.clock = clock;
        sweep.eraser = eraser;
        sweep.erasures = erasures;
        sweep.erased = eraser.erased;
    }

    /** A node without destinations. */
    private static final class Nobody extends Vendors {
        @Override
        List<Recipient> all(int namespace) {
            return List.of();
        }
    }

    /** Those that need something else than what they are made of. */
    private static Stream<PersonalData> beans(Graphs graphs) {
        List<PersonalData> made = List.of(graphs.data(), ApprovalDatas.with(SEALER));
        return Stream.concat(
                made.stream(),
                EveryData.beans().stream()
                        .filter(bean -> made.stream().noneMatch(other -> other.getClass() == bean.getClass())));
    }

    /** Has somebody erased, as far as {@code goingOn} lets it. */
    Erasure erase(String userId, BooleanSupplier goingOn) {
        return eraser.run(begin(userId, false), goingOn);
    }

    UUID begin(String userId, boolean suppress) {
        return demands.erase(ADMIN, NAMESPACE, subjects.find(1, userId, null), suppress);
    }

    void suppress(String userId, @Nullable String reason) {
        demands.suppress(ADMIN, NAMESPACE, subjects.find(1, userId, null).person(), reason);
    }
}
