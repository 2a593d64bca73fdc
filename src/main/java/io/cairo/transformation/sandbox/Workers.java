package io.cairo.transformation.sandbox;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The sandbox. Nothing is started before it is used, so that a Cairo without transformations pays nothing for them. */
@ApplicationScoped
public class Workers implements Sandbox, AutoCloseable {
    private final int most;
    private @Nullable Processes processes;
    private boolean isClosed;

    /** @param most that run scripts at once, on this node */
    @Inject
    public Workers(@ConfigProperty(name = "CAIRO_SCRIPT_WORKERS", defaultValue = "2") int most) {
        this.most = Math.max(1, most);
    }

    /** For the container's proxies. */
    protected Workers() {
        this(1);
    }

    @Override
    public String compile(String code) {
        return processes().compile(code);
    }

    @Override
    public String compileForTrial(String owner, String code) {
        return processes().compileForTrial(owner, code);
    }

    @Override
    public List<Run> run(Script script, List<Input> events) {
        return events.isEmpty() ? List.of() : processes().run(script, events);
    }

    @Override
    public List<Run> tryOut(Script script, List<Input> events) {
        return events.isEmpty() ? List.of() : processes().tryOut(script, events);
    }

    @Override
    public Duration trialsPause(String owner) {
        return processes().trialsPause(owner);
    }

    /** What runs now. */
    public synchronized State state() {
        return processes == null ? new State(most, 0, 0, "not started") : processes.state(most);
    }

    /** The processes that are alive. */
    synchronized List<Long> pids() {
        return processes == null ? List.of() : processes.deadlines().pids();
    }

    private synchronized Processes processes() {
        if (isClosed) {
            throw Frames.unavailable("this node stops");
        }
        if (processes == null) {
            processes = Processes.start(most);
        }
        return processes;
    }

    /** Ends all workers. */
    @Override
    @PreDestroy
    public synchronized void close() {
        isClosed = true;
        if (processes != null) {
            processes.close();
        }
    }

    /**
     * How the sandbox is.
     *
     * @param workers that may run scripts at once
     * @param processes that are alive
     * @param died how many have died, of a script or otherwise, since the start
     * @param confinement what the operating system keeps them from
     */
    public record State(int workers, int processes, int died, String confinement) {}
}
