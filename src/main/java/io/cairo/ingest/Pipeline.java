package io.cairo.ingest;

import io.cairo.message.Message;
import io.cairo.message.Passage;
import io.cairo.message.Receipt;
import io.cairo.message.Stage;
import io.cairo.suppression.Gate;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The one way into Cairo: every message, from REST, MCP or a replay, passes here and through {@link GroupCommit#write}, which
 * together are every stage in order.
 *
 * <p>What needs no database is done here, before a message waits for its group: the {@link Stage}s; what needs it is done for
 * the whole group, in the transaction that appends it to the log: deduplication, what stages write down, identity and
 * projections.
 */
@ApplicationScoped
public class Pipeline {
    @Inject
    GroupCommit groups;

    @Inject
    Gate gate;

    @Inject
    Instance<Stage> found;

    private List<Stage> stages = List.of();

    @PostConstruct
    void start() {
        use(found.stream().sorted(Comparator.comparingInt(Stage::order)).toList());
    }

    void use(List<Stage> all) {
        stages = all;
    }

    /**
     * Takes messages, all of one request, in their order.
     *
     * @return a receipt for each, in their order, once they are on disk; it fails with a {@code Problem} if the database
     *     does not come back in time (UNAVAILABLE) or too much waits already (OVERLOADED), and then the request may be sent
     *     again as it is
     */
    public CompletionStage<List<Receipt>> accept(List<Message> messages) {
        Gate.Glance glance = gate.glance(messages);
        return groups.append(
                glance.closed().isEmpty()
                        ? through(stages, messages, glance.clearAt())
                        : around(glance.closed(), messages));
    }

    /** What the stages would make of messages now. Nothing of it is written or noted, but for code that kills its worker. */
    public List<Passage> rehearsed(List<Message> messages) {
        return through(stages, messages);
    }

    /** Stages note what goes wrong with a message, so those that will be forgotten do not come before them. */
    private List<Passage> around(Set<Message> closed, List<Message> messages) {
        List<Message> free =
                messages.stream().filter(message -> !closed.contains(message)).toList();
        Iterator<Passage> passed = through(stages, free).iterator();
        return messages.stream()
                .map(message -> closed.contains(message) ? Passage.of(message) : passed.next())
                .toList();
    }

    /** What the stages make of the messages of one request. */
    static List<Passage> through(List<Stage> stages, List<Message> messages) {
        return through(stages, messages, Passage.UNSEEN);
    }

    /** Likewise, of messages that were all found to be free at a revision. */
    private static List<Passage> through(List<Stage> stages, List<Message> messages, long clearAt) {
        List<Passage> passages =
                messages.stream().map(message -> Passage.of(message, clearAt)).toList();
        for (Stage stage : stages) {
            passages = through(stage, passages);
        }
        return passages;
    }

    /** The messages of a request are nearly always of one namespace, which then passes as a whole. */
    private static List<Passage> through(Stage stage, List<Passage> passages) {
        List<Passage> passed = new ArrayList<>(passages.size());
        int from = 0;
        while (from < passages.size()) {
            int to = from + 1;
            while (to < passages.size() && namespace(passages, to) == namespace(passages, from)) {
                to++;
            }
            List<Passage> together = passages.subList(from, to);
            Stage.@Nullable Step step = stage.at(namespace(passages, from));
            passed.addAll(step == null ? together : through(step, together));
            from = to;
        }
        return passed;
    }

    private static int namespace(List<Passage> passages, int place) {
        return passages.get(place).original().namespace();
    }

    private static List<Passage> through(Stage.Step step, List<Passage> passages) {
        List<Message> onward =
                passages.stream().flatMap(passage -> passage.onward().stream()).toList();
        List<Passage> further = step.pass(onward);
        List<Passage> passed = new ArrayList<>(passages.size());
        int from = 0;
        for (Passage passage : passages) {
            int to = from + passage.onward().size();
            passed.add(passage.through(further.subList(from, to)));
            from = to;
        }
        return passed;
    }
}
