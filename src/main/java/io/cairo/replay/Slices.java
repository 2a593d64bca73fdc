package io.cairo.replay;

import io.cairo.base.Database;
import io.cairo.base.Problem;
import io.cairo.delivery.Pending;
import io.cairo.event.Excerpts;
import io.cairo.event.Log;
import io.cairo.event.Logged;
import io.cairo.message.Message;
import io.cairo.message.Rereading;
import io.cairo.suppression.Gate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes a replay's next events from the log, without those of people of whom nothing may be stored. */
@ApplicationScoped
public class Slices {
    /** After so many attempts some events beside those that are left show whether the destination takes anything. */
    static final int DOUBT_AFTER = 3;

    private static final int PROBE = 16;

    @Inject
    Excerpts excerpts;

    @Inject
    Log log;

    @Inject
    Gate gate;

    @Inject
    Rereading rereading;

    @Inject
    Database database;

    /** An event that may be sent if nobody objects; the message says whom it names. */
    private record Candidate(Pending pending, Message message) {}

    /**
     * What was left of the slice before; if nothing was, the next of the log.
     *
     * @param size the most events to take from the log
     * @throws Problem UNAVAILABLE if it cannot be told who may not be stored
     */
    Slice next(Walk walk, int size) {
        Mark mark = new Mark(walk.replay());
        List<Logged> left = walk.left().isEmpty() ? List.of() : excerpts.at(walk.excerpt(), walk.left());
        List<Logged> fresh = freshSize(walk, size) == 0
                ? List.of()
                : excerpts.after(walk.excerpt(), walk.cursor(), freshSize(walk, size));
        List<Candidate> candidates = new ArrayList<>();
        left.forEach(event -> candidate(walk, Pending.again(marked(mark, event), walk.attempt()))
                .ifPresent(candidates::add));
        fresh.forEach(
                event -> candidate(walk, Pending.fresh(marked(mark, event))).ifPresent(candidates::add));
        List<Pending> free = free(candidates);
        return new Slice(
                !walk.left().isEmpty(),
                fresh.size(),
                fresh.isEmpty() ? null : fresh.get(fresh.size() - 1).position(),
                free,
                walk.left().size() + fresh.size() - free.size());
    }

    /** Whether what the log still gets is none of this replay's business. */
    boolean isOver(Walk walk) {
        return log.horizon() >= walk.excerpt().below();
    }

    private static int freshSize(Walk walk, int size) {
        if (walk.left().isEmpty()) {
            return size;
        }
        return walk.attempt() < DOUBT_AFTER ? 0 : Math.min(PROBE, size);
    }

    private static Logged marked(Mark mark, Logged event) {
        return new Logged(
                event.position(),
                event.type(),
                event.name(),
                event.messageId(),
                event.subject(),
                mark.on(event.payload()));
    }

    private List<Pending> free(List<Candidate> candidates) {
        List<Message> messages = candidates.stream().map(Candidate::message).toList();
        Set<Message> closed = messages.isEmpty()
                ? Set.of()
                : database.inTransaction(connection -> gate.closedTo(connection, messages));
        return candidates.stream()
                .filter(candidate -> !closed.contains(candidate.message()))
                .map(Candidate::pending)
                .toList();
    }

    /** Empty for what was stored unread: it cannot be told whom it names. */
    private Optional<Candidate> candidate(Walk walk, Pending pending) {
        Logged event = pending.event();
        Message unread = event.unread(walk.excerpt().namespace());
        try {
            return Optional.of(new Candidate(pending, rereading.reread(unread, event.messageId(), event.payload())));
        } catch (Problem e) {
            if (e.code().retryable()) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
