package io.cairo.limit;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.NopeOptimizationListener;
import io.github.bucket4j.distributed.proxy.optimization.Optimization;
import io.github.bucket4j.distributed.proxy.optimization.delay.DelayOptimization;
import io.github.bucket4j.distributed.proxy.optimization.skiponzero.SkipSyncOnZeroOptimization;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * The buckets of all callers, in the table {@code rate_limit}. What a caller has in flight at once asks the database over
 * one connection, whatever the caller does: nobody uses up the pool by calling too often.
 */
final class Buckets {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LONGEST_ALONE = Duration.ofSeconds(1);
    private static final Duration KEPT_WHEN_FULL = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final Map<String, BucketProxy> known = new ConcurrentHashMap<>();
    private final ProxyManager<String> stored;
    private final TimeMeter time;

    /** @param source of connections that know nothing of the container's transactions */
    Buckets(DataSource source, Clock clock) {
        time = new Meter(clock);
        stored = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(source)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("rate_limit")
                .idColumn("id")
                .stateColumn("state")
                .expiresAtColumn("expires_at")
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_WHEN_FULL))
                .requestTimeout(PATIENCE)
                .clientClock(time)
                .build();
    }

    /**
     * Takes one call out of a bucket.
     *
     * @throws RuntimeException if the database does not answer
     */
    ConsumptionProbe take(String who, Allowance allowance) {
        return bucket(who, allowance).tryConsumeAndReturnRemaining(1);
    }

    /** The allowance is part of the name: another one, after a restart, begins with a full bucket. */
    private BucketProxy bucket(String who, Allowance allowance) {
        String id = allowance.door() + " " + allowance.calls() + " " + who;
        BucketProxy found = known.get(id);
        if (found != null) {
            return found;
        }
        if (known.size() >= MOST) {
            known.clear();
        }
        BucketConfiguration configuration = allowance.configuration();
        return known.computeIfAbsent(
                id, any -> stored.builder().withOptimization(sharing(allowance)).build(id, () -> configuration));
    }

    /** An empty bucket stays empty for a known time, whatever other nodes do: until then not even an exact count asks. */
    private Optimization sharing(Allowance allowance) {
        return allowance.isExact()
                ? new SkipSyncOnZeroOptimization(NopeOptimizationListener.INSTANCE, time)
                : new DelayOptimization(
                        new DelayParameters(allowance.slack(), LONGEST_ALONE), NopeOptimizationListener.INSTANCE, time);
    }

    private record Meter(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
