package io.cairo.ingest;

import io.cairo.base.Database;
import io.cairo.base.Problem;
import io.cairo.base.SqlFailure;
import io.cairo.message.Arrival;
import io.cairo.message.Passage;
import io.cairo.message.Receipt;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Writes many requests in one transaction and answers each of them after its commit. A group is whatever came while a
 * writer was busy, so it grows with the load; another writer helps where that is much.
 *
 * <p>A database that is gone for a moment costs nobody anything: the group is kept and tried again for a while, and since
 * every message id is stored once, it does not matter whether the commit that broke had happened.
 */
@ApplicationScoped
public class GroupCommit {
    private static final Logger LOG = System.getLogger(GroupCommit.class.getName());
    private static final int WRITERS = 2;
    private static final int GROUP_MESSAGES = 2_000;
    private static final long GROUP_BYTES = 2_000_000;
    private static final Duration PATIENCE = Duration.ofMillis(30);
    private static final long PAUSE_MILLIS = 100;

    @Resource
    ManagedThreadFactory threads;

    @Inject
    Database database;

    @Inject
    GroupWriter writer;

    @Inject
    Event<Arrival> arrivals;

    @Inject
    IngestNumbers numbers;

    /** Bytes of payload that may wait to be written; beyond that callers get 429. */
    @Inject
    @ConfigProperty(name = "CAIRO_QUEUE_BYTES", defaultValue = "67108864")
    long queueBytes;

    /** How many seconds a request waits for a database that is away before it is refused as unavailable. */
    @Inject
    @ConfigProperty(name = "CAIRO_PATIENCE_SECONDS", defaultValue = "6")
    int patienceSeconds;

    private Waiting waiting = new Waiting(0, GROUP_MESSAGES, GROUP_BYTES, PATIENCE);
    private final List<Thread> writers = new ArrayList<>();

    @PostConstruct
    void start() {
        waiting = new Waiting(queueBytes, GROUP_MESSAGES, GROUP_BYTES, PATIENCE);
        for (int i = 0; i < WRITERS; i++) {
            Thread thread = threads.newThread(this::writeGroups);
            thread.setName("cairo-writer-" + i);
            thread.start();
            writers.add(thread);
        }
    }

    /** Everything that was taken is still written and answered. */
    @PreDestroy
    void stop() {
        waiting.close();
        for (Thread thread : writers) {
            try {
                thread.join(Duration.ofSeconds(10).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /**
     * Appends the messages of one request to the log, with those of others.
     *
     * @throws Problem OVERLOADED or UNAVAILABLE
     */
    CompletionStage<List<Receipt>> append(List<Passage> passages) {
        Waiting.Submission submission = new Waiting.Submission(passages, System.nanoTime());
        waiting.add(submission);
        return submission.answer();
    }

    private void writeGroups() {
        try {
            for (List<Waiting.Submission> group = waiting.take(); !group.isEmpty(); group = waiting.take()) {
                try {
                    writePatiently(group);
                } finally {
                    waiting.done();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The root of what a writer does: nothing that happens here may end the thread or leave a caller without an answer. */
    private void writePatiently(List<Waiting.Submission> group) throws InterruptedException {
        List<Waiting.Submission> left = group;
        while (!left.isEmpty()) {
            try {
                answer(left, write(passages(left)));
                return;
            } catch (SQLException e) {
                LOG.log(Level.DEBUG, "the database is away: {0}", e.getMessage());
                left = refuseImpatient(left, SqlFailure.problem(e));
                Thread.sleep(PAUSE_MILLIS);
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "a group could not be written", e);
                left.forEach(submission -> submission.answer().completeExceptionally(e));
                return;
            }
        }
    }

    /**
     * Every stage that needs the database, for all messages together, in one transaction. A message that the database will
     * not have is found by halving, so that only it is refused.
     *
     * @throws SQLException if the database is away; the whole may be written again
     */
    List<Receipt> write(List<Passage> passages) throws SQLException {
        return write(passages, false);
    }

    private List<Receipt> write(List<Passage> passages, boolean again) throws SQLException {
        long begin = System.nanoTime();
        try {
            GroupWriter.Written written = database.transaction(connection -> writer.write(connection, passages, again));
            written.committed().forEach(Runnable::run);
            numbers.committed(written.receipts(), Duration.ofNanos(System.nanoTime() - begin));
            numbers.suppressed(written.suppressed());
            announce();
            return written.receipts();
        } catch (SQLException e) {
            if (SqlFailure.isDuplicate(e)) {
                return write(passages, true); // one of them was there first: now it is seen
            }
            if (SqlFailure.mayPass(e)) {
                throw e;
            }
            return writeApart(passages, e);
        }
    }

    /** Somebody may want to read what has just been written. */
    void announce() {
        arrivals.fire(new Arrival());
    }

    private List<Receipt> writeApart(List<Passage> passages, SQLException failure) throws SQLException {
        if (passages.size() == 1) {
            LOG.log(Level.WARNING, "the database refuses an event, SQLSTATE {0}", failure.getSQLState());
            return List.of(new Receipt(
                    passages.get(0).original().messageId(),
                    Receipt.Fate.REFUSED,
                    "The database cannot store this event (SQLSTATE " + failure.getSQLState() + ")"));
        }
        int half = passages.size() / 2;
        List<Receipt> receipts = new ArrayList<>(write(passages.subList(0, half)));
        receipts.addAll(write(passages.subList(half, passages.size())));
        return receipts;
    }

    private List<Waiting.Submission> refuseImpatient(List<Waiting.Submission> group, RuntimeException reason) {
        long now = System.nanoTime();
        Duration patience = Duration.ofSeconds(patienceSeconds);
        List<Waiting.Submission> patient = new ArrayList<>();
        for (Waiting.Submission submission : group) {
            if (submission.age(now).compareTo(patience) < 0) {
                patient.add(submission);
            } else {
                submission.answer().completeExceptionally(reason);
            }
        }
        return patient;
    }

    private static List<Passage> passages(List<Waiting.Submission> group) {
        if (group.size() == 1) {
            return group.get(0).passages();
        }
        return group.stream()
                .flatMap(submission -> submission.passages().stream())
                .toList();
    }

    private static void answer(List<Waiting.Submission> group, List<Receipt> receipts) {
        int from = 0;
        for (Waiting.Submission submission : group) {
            int to = from + submission.passages().size();
            submission.answer().complete(receipts.subList(from, to));
            from = to;
        }
    }
}
