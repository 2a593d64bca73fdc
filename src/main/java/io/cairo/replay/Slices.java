package io.cairo.replay;

import io.cairo.base.Database;
import io.cairo.base.Problem;
import io.cairo.delivery.Pending;
import io.cairo.event.Excerpts;
import io.cairo.event.Log;
import io.cairo.event.Logged;
import io.cairo.ingest.OriginalLog;
import io.cairo.ingest.OriginalLog.Kept;
import io.cairo.ingest.Pipeline;
import io.cairo.message.Message;
import io.cairo.message.Passage;
import io.cairo.message.Rereading;
import io.cairo.suppression.Gate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes a replay's next events from the log, or the next originals, without those of people of whom nothing may be stored. */
@ApplicationScoped
public class Slices {
    /** After so many attempts some events beside those that are left show whether the destination takes anything. */
    static final int DOUBT_AFTER = 3;

    private static final int PROBE = 16;

    @Inject
    Excerpts excerpts;

    @Inject
    OriginalLog originals;

    @Inject
    Pipeline pipeline;

    @Inject
    Log log;

    @Inject
    Gate gate;

    @Inject
    Rereading rereading;

    @Inject
    Database database;

    /**
     * What may be sent if nobody objects.
     *
     * @param messages which say whom it names
     */
    private record Candidate(List<Pending> pending, List<Message> messages) {}

    /**
     * What was left of the slice before; if nothing was, the next of the log.
     *
     * @param size the most events to take from the log
     * @throws Problem UNAVAILABLE if it cannot be told who may not be stored
     */
    Slice next(Walk walk, int size) {
        if (walk.originals() && !isOver(walk)) {
            return new Slice(false, 0, null, List.of(), 0); // some may still come, in any order
        }
        List<Kept> left = walk.left().isEmpty() ? List.of() : left(walk);
        List<Kept> fresh = freshSize(walk, size) == 0 ? List.of() : fresh(walk, freshSize(walk, size));
        List<Candidate> candidates = new ArrayList<>(candidates(walk, left, walk.attempt()));
        candidates.addAll(candidates(walk, fresh, 0));
        List<Candidate> free = free(candidates);
        return new Slice(
                !walk.left().isEmpty(),
                fresh.size(),
                fresh.isEmpty() ? null : fresh.get(fresh.size() - 1).event().position(),
                free.stream().flatMap(candidate -> candidate.pending().stream()).toList(),
                walk.left().size() + fresh.size() - free.size());
    }

    private List<Kept> left(Walk walk) {
        return walk.originals()
                ? originals.at(walk.excerpt(), walk.left())
                : kept(excerpts.at(walk.excerpt(), walk.left()));
    }

    private List<Kept> fresh(Walk walk, int size) {
        return walk.originals()
                ? originals.after(walk.excerpt(), walk.setAsideBy(), walk.cursor(), size)
                : kept(excerpts.after(walk.excerpt(), walk.cursor(), size));
    }

    private static List<Kept> kept(List<Logged> events) {
        return events.stream().map(event -> new Kept(event, "")).toList();
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

    /** Without what was stored unread: it cannot be told whom it names. */
    private List<Candidate> candidates(Walk walk, List<Kept> events, int tries) {
        List<Kept> readable = new ArrayList<>();
        List<Message> messages = new ArrayList<>();
        for (Kept event : events) {
            read(walk, event).ifPresent(message -> {
                readable.add(event);
                messages.add(message);
            });
        }
        Mark mark = new Mark(walk.replay());
        List<Candidate> candidates = new ArrayList<>();
        List<Passage> passages = walk.originals() ? pipeline.rehearsed(messages) : List.of();
        for (int i = 0; i < readable.size(); i++) {
            Logged event = readable.get(i).event();
            candidates.add(
                    walk.originals()
                            ? made(mark, event, passages.get(i), tries)
                            : new Candidate(List.of(pending(mark, event, tries)), List.of(messages.get(i))));
        }
        return candidates;
    }

    /** What plans and transformations make of an original now: nothing, one event or several, in its place. */
    private static Candidate made(Mark mark, Logged original, Passage passage, int tries) {
        List<Pending> pending = passage.onward().stream()
                .map(message -> pending(
                        mark,
                        new Logged(
                                original.position(),
                                message.type().wire(),
                                message.name(),
                                message.messageId(),
                                message.subject(),
                                message.payload()),
                        tries))
                .toList();
        List<Message> messages = new ArrayList<>(List.of(passage.original()));
        messages.addAll(passage.onward());
        return new Candidate(pending, messages);
    }

    private static Pending pending(Mark mark, Logged event, int tries) {
        Logged marked = new Logged(
                event.position(),
                event.type(),
                event.name(),
                event.messageId(),
                event.subject(),
                mark.on(event.payload()));
        return tries == 0 ? Pending.fresh(marked) : Pending.again(marked, tries);
    }

    /** Those of which something may be sent. */
    private List<Candidate> free(List<Candidate> candidates) {
        List<Message> messages = candidates.stream()
                .flatMap(candidate -> candidate.messages().stream())
                .toList();
        Set<Message> closed = messages.isEmpty()
                ? Set.of()
                : database.inTransaction(connection -> gate.closedTo(connection, messages));
        return candidates.stream()
                .filter(candidate -> !candidate.pending().isEmpty())
                .filter(candidate -> candidate.messages().stream().noneMatch(closed::contains))
                .toList();
    }

    private Optional<Message> read(Walk walk, Kept kept) {
        Logged event = kept.event();
        Message unread = event.unread(walk.excerpt().namespace(), kept.platform());
        try {
            return Optional.of(rereading.reread(unread, event.messageId(), event.payload()));
        } catch (Problem e) {
            if (e.code().retryable()) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
