package io.cairo.limit;

import io.cairo.access.Caller;
import io.cairo.access.Limiter;
import io.cairo.base.Problem;
import io.cairo.base.ProblemBody;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Counts the calls of each key, and of all callers of a tenant that have no registered one, over all nodes. */
@ApplicationScoped
public class SharedLimiter implements Limiter {
    private static final Logger LOG = System.getLogger(SharedLimiter.class.getName());
    private static final Duration WHEN_UNREACHABLE = Duration.ofSeconds(1);

    @Inject
    Allowances allowances;

    @Inject
    Clock clock;

    @Resource(lookup = "jdbc/cairo-own")
    DataSource source;

    @SuppressWarnings("NullAway.Init") // start() makes them
    private Buckets buckets;

    private volatile boolean failing;

    @PostConstruct
    void start() {
        buckets = new Buckets(source, clock);
    }

    @Override
    public long limit(Door door) {
        return allowances.of(door).calls();
    }

    @Override
    public Optional<Quota> take(Caller caller, Door door) {
        Allowance allowance = allowances.of(door);
        return allowance.isUnlimited() ? Optional.empty() : Optional.of(counted(caller, allowance));
    }

    private Quota counted(Caller caller, Allowance allowance) {
        ConsumptionProbe probe = probe(caller, allowance);
        if (!probe.isConsumed()) {
            throw spent(allowance, Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
        return new Quota(
                allowance.calls(),
                Math.max(0, probe.getRemainingTokens()),
                Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    /** Whatever hinders the count, the answer is no: a limit that fails open is none. */
    private ConsumptionProbe probe(Caller caller, Allowance allowance) {
        try {
            ConsumptionProbe probe = buckets.take(who(caller), allowance);
            failing = false;
            return probe;
        } catch (RuntimeException e) {
            LOG.log(
                    failing ? Level.DEBUG : Level.WARNING,
                    "Calls cannot be counted now and are refused: {0}",
                    e.getMessage());
            failing = true;
            throw Problem.later(
                    Problem.Code.RATE_LIMITED,
                    "Calls cannot be counted at the moment; send the same request again",
                    WHEN_UNREACHABLE);
        }
    }

    private static Problem spent(Allowance allowance, Duration wait) {
        return Problem.later(
                Problem.Code.RATE_LIMITED,
                "This key may call %d times in %d seconds; call again in %s seconds"
                        .formatted(allowance.calls(), allowance.period().toSeconds(), ProblemBody.seconds(wait)),
                wait);
    }

    private static String who(Caller caller) {
        UUID key = caller.keyId();
        return caller.tenant() + " " + (key == null ? caller.kind().wire() : key.toString());
    }
}
