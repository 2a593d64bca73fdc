package io.cairo.transformation;

import io.cairo.base.Problem;
import io.cairo.message.Message;
import io.cairo.message.Rereading;
import io.cairo.transformation.Course.Fate;
import io.cairo.transformation.sandbox.Sandbox;
import io.cairo.transformation.worker.Utf8;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs messages through transformations, one transformation after the other, many messages at a time. */
@ApplicationScoped
public class Chain {
    /** What one event may become. */
    static final int MOST_OF_ONE = 100;

    private static final int FEWEST = 10;
    private static final int MOST = 100;
    private static final Sandbox.Run GIVEN_UP =
            new Sandbox.Failed("It was not run: the events before took it more than 5 seconds", null);

    @Inject
    Sandbox sandbox;

    @Inject
    Rereading rereading;

    @Inject
    Troubles troubles;

    @Inject
    Links links;

    @Inject
    Clock clock;

    /** One message that a link is to change, as it is told to it, and whose course it is. */
    private record Turn(Course course, Message message, Sandbox.Input input) {}

    /**
     * What becomes of each message. Kills are counted here; errors are left to the caller, in the courses.
     *
     * @throws Problem UNAVAILABLE if no worker can be had or a kill cannot be written down: nothing is decided then
     */
    List<Course> run(List<Link> chain, List<Message> messages) {
        List<Course> courses = messages.stream().map(Course::new).toList();
        Budget budget = new Budget();
        for (Link link : chain) {
            List<Turn> turns = courses.stream()
                    .flatMap(course ->
                            course.messages().stream().map(message -> new Turn(course, message, input(link, message))))
                    .toList();
            if (!turns.isEmpty()) {
                advance(courses, turns, link.paused() ? paused(link, turns) : ran(link, turns, budget));
            }
        }
        return courses;
    }

    private static void advance(List<Course> courses, List<Turn> turns, List<List<Message>> made) {
        int place = 0;
        for (Course course : courses) {
            List<Message> next = new ArrayList<>();
            while (place < turns.size() && turns.get(place).course() == course) {
                next.addAll(made.get(place++));
            }
            course.goOn(next);
        }
    }

    private static List<List<Message>> paused(Link link, List<Turn> turns) {
        return turns.stream()
                .map(turn -> instead(link, turn, "which is paused"))
                .toList();
    }

    private List<List<Message>> ran(Link link, List<Turn> turns, Budget budget) {
        List<Sandbox.Run> runs = runs(link, turns.stream().map(Turn::input).toList(), budget);
        List<List<Message>> made = new ArrayList<>(turns.size());
        for (int i = 0; i < turns.size(); i++) {
            made.add(made(link, turns.get(i), runs.get(i), budget));
        }
        return made;
    }

    /** A few first, and many only of code that does its work: what runs into its limit must not hold up a large request. */
    private List<Sandbox.Run> runs(Link link, List<Sandbox.Input> inputs, Budget budget) {
        List<Sandbox.Run> runs = new ArrayList<>(inputs.size());
        int size = FEWEST;
        while (runs.size() < inputs.size()) {
            int from = runs.size();
            List<Sandbox.Run> some =
                    sandbox.run(link.script(), inputs.subList(from, Math.min(inputs.size(), from + size)));
            runs.addAll(some);
            boolean works = some.stream().allMatch(Sandbox.Returned.class::isInstance);
            size = works ? MOST : Math.min(MOST, size * 2);
            if (!works && budget.isOutOfTime()) {
                runs.addAll(Collections.nCopies(inputs.size() - runs.size(), GIVEN_UP));
            }
        }
        return runs;
    }

    private static Sandbox.Input input(Link link, Message message) {
        return new Sandbox.Input(
                new Utf8(message.payload()), () -> Metadata.of(message, link.namespace(), link.destination()));
    }

    private List<Message> made(Link link, Turn turn, Sandbox.Run run, Budget budget) {
        if (run instanceof Sandbox.Returned returned) {
            return returned(link, turn, returned, budget);
        }
        if (run instanceof Sandbox.Failed failed) {
            return failed(link, turn, failed.error(), failed.line());
        }
        Sandbox.Killed killed = (Sandbox.Killed) run;
        turn.course().met(Fate.QUARANTINED, "quarantined by %s: %s".formatted(link.named(), killed.reason()));
        if (troubles.killed(link, trouble(link, turn, killed.reason(), null))) {
            links.changed();
        }
        return List.of();
    }

    private List<Message> returned(Link link, Turn turn, Sandbox.Returned returned, Budget budget) {
        List<Utf8> events = returned.events();
        if (events.isEmpty()) {
            turn.course().met(Fate.DROPPED, "dropped by " + link.named());
            return List.of();
        }
        if (events.size() == 1 && events.get(0).equals(turn.input().event())) {
            return List.of(turn.message());
        }
        int made = turn.course().made() + events.size() - 1;
        if (made > MOST_OF_ONE) {
            return failed(link, turn, tooMany(made), null);
        }
        try {
            return settled(link, turn, reread(turn, returned), budget);
        } catch (Problem e) {
            return failed(link, turn, refused(e), null);
        }
    }

    private List<Message> settled(Link link, Turn turn, List<Message> read, Budget budget) {
        Message before = turn.message();
        if (read.size() == 1 && Difference.isNone(before.payload(), read.get(0).payload())) {
            return List.of(before);
        }
        long bytes =
                read.stream().mapToLong(message -> message.payload().length).sum();
        if (!budget.grow(bytes - before.payload().length)) {
            return failed(link, turn, "It made more than 16 MB more of the events of one request", null);
        }
        turn.course().met(Fate.CHANGED, "changed by " + link.named());
        return read;
    }

    static String tooMany(int events) {
        return "It made %d events of one, at most %d are allowed".formatted(events, MOST_OF_ONE);
    }

    static String refused(Problem problem) {
        return "It returned what is no event: " + problem.sentence();
    }

    private List<Message> reread(Turn turn, Sandbox.Returned returned) {
        Message message = turn.message();
        if (returned.edit() != null) {
            return List.of(rereading.reread(message, returned.edit()));
        }
        List<Message> read = new ArrayList<>(returned.events().size());
        for (Utf8 event : returned.events()) {
            String messageId =
                    read.isEmpty() ? message.messageId() : turn.course().nextId();
            read.add(rereading.reread(message, messageId, event.bytes()));
        }
        return read;
    }

    private List<Message> failed(Link link, Turn turn, String error, @Nullable Integer line) {
        turn.course().failed(trouble(link, turn, error, line));
        return instead(link, turn, "which failed: " + error);
    }

    /** What goes on where a transformation does not do its work. */
    private static List<Message> instead(Link link, Turn turn, String why) {
        if (link.onError() == OnError.KEEP) {
            return List.of(turn.message());
        }
        turn.course().met(Fate.DROPPED, "dropped because of %s, %s".formatted(link.named(), why));
        return List.of();
    }

    private Trouble trouble(Link link, Turn turn, String error, @Nullable Integer line) {
        return Trouble.of(link, turn.message(), error, line, clock.instant());
    }
}
