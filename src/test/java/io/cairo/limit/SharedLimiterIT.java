package io.cairo.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Role;
import io.cairo.access.Limiter.Door;
import io.cairo.access.Limiter.Quota;
import io.cairo.base.FreshDatabase;
import io.cairo.base.HandClock;
import io.cairo.base.Problem;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two limiters over one database are two nodes. */
class SharedLimiterIT {
    private static final DataSource SOURCE = FreshDatabase.source();

    private final HandClock clock = new HandClock(Instant.parse("2026-05-05T05:05:05Z"));
    private final AtomicInteger connections = new AtomicInteger();
    private final Caller caller = caller(UUID.randomUUID(), "acme");
    private final SharedLimiter one = limiter(SOURCE, clock, 600);
    private final SharedLimiter two = limiter(SOURCE, clock, 600);

    @Test
    void twoNodesShareSixtyCallsAtTheGovernedEndpoint() {
        for (int call = 1; call <= 60; call++) {
            Quota left = (call % 2 == 0 ? one : two).take(caller, Door.GOVERNED).orElseThrow();
            assertThat(left.limit()).isEqualTo(60);
            assertThat(left.remaining()).isEqualTo(60 - call);
            assertThat(left.reset()).isEqualTo(Duration.ofMinutes(1));
        }

        refuses(one, caller, Door.GOVERNED, Duration.ofMinutes(1));
        refuses(two, caller, Door.GOVERNED, Duration.ofMinutes(1));
    }

    @Test
    void sixtyPassHoweverManyCallAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Boolean>> calls = new ArrayList<>();
            for (int call = 0; call < 400; call++) {
                SharedLimiter node = call % 2 == 0 ? one : two;
                calls.add(threads.submit(() -> passes(node, Door.GOVERNED)));
            }

            assertThat(calls.stream().filter(SharedLimiterIT::passed)).hasSize(60);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void allowsSixtyMoreAfterAMinuteAndNoneBefore() {
        IntStream.range(0, 60).forEach(call -> one.take(caller, Door.GOVERNED));
        clock.move(Duration.ofSeconds(59));
        refuses(two, caller, Door.GOVERNED, Duration.ofSeconds(1));
        refuses(one, caller, Door.GOVERNED, Duration.ofSeconds(1));
        clock.move(Duration.ofSeconds(1));

        assertThat(IntStream.range(0, 100).filter(call -> passes(call % 2 == 0 ? one : two, Door.GOVERNED)))
                .hasSize(60);
    }

    @Test
    void countsEachKeyEachTenantAndEachDoorForItself() {
        IntStream.range(0, 60).forEach(call -> one.take(caller, Door.GOVERNED));

        assertThat(one.take(caller(UUID.randomUUID(), "acme"), Door.GOVERNED)).isPresent();
        assertThat(one.take(caller(null, "acme"), Door.GOVERNED).orElseThrow().remaining())
                .isEqualTo(59);
        assertThat(one.take(caller(null, "other"), Door.GOVERNED).orElseThrow().remaining())
                .isEqualTo(59);
        assertThat(one.take(caller, Door.TOOLS)).isPresent();
        refuses(one, caller, Door.GOVERNED, Duration.ofMinutes(1));
    }

    @Test
    void theCountOfToolsIsOffByTheNodesSlackAtMost() {
        long passed = IntStream.range(0, 1_000)
                .filter(call -> passes(call % 2 == 0 ? one : two, Door.TOOLS))
                .count();

        assertThat(passed).isBetween(600L, 600L + 2 * 6);
        refuses(one, caller, Door.TOOLS, Duration.ofSeconds(3));
    }

    @Test
    void aBusyKeyDoesNotPayAStatementEachCall() {
        for (int call = 0; call < 500; call++) {
            assertThat(one.take(caller, Door.TOOLS).orElseThrow().limit()).isEqualTo(600);
        }

        assertThat(connections.get()).isBetween(1, 100);
    }

    @Test
    void asksNobodyWhereNothingIsLimited() {
        SharedLimiter unlimited = limiter(SOURCE, clock, 0);

        assertThat(unlimited.take(caller, Door.INGEST)).isEmpty();
        assertThat(unlimited.take(caller, Door.TOOLS)).isEmpty();
        assertThat(unlimited.limit(Door.TOOLS)).isZero();
        assertThat(connections.get()).isZero();
    }

    @Test
    void anotherRateBeginsWithAFullAllowance() {
        IntStream.range(0, 700).forEach(call -> passes(one, Door.TOOLS));
        refuses(one, caller, Door.TOOLS, Duration.ofSeconds(3));

        assertThat(limiter(SOURCE, clock, 50)
                        .take(caller, Door.TOOLS)
                        .orElseThrow()
                        .remaining())
                .isEqualTo(49);
    }

    @Test
    void refusesWhileTheDatabaseIsAway() {
        SharedLimiter lost = limiter(away(), clock, 600);

        for (Door door : List.of(Door.GOVERNED, Door.TOOLS)) {
            assertThatThrownBy(() -> lost.take(caller, door)).isInstanceOfSatisfying(Problem.class, problem -> {
                assertThat(problem.code()).isEqualTo(Problem.Code.RATE_LIMITED);
                assertThat(problem.retryAfter()).contains(Duration.ofSeconds(1));
                assertThat(problem.sentence()).contains("cannot be counted");
            });
        }
    }

    @Test
    void bucketsGoWhenTheyAreFullAgainAndNotBefore() {
        DataSource source = FreshDatabase.source();
        HandClock wall = new HandClock(Instant.now());
        SharedLimiter limiter = limiter(source, wall, 600);
        BucketSweep sweep = new BucketSweep();
        sweep.database = FreshDatabase.over(source);
        sweep.clock = wall;
        limiter.take(caller, Door.GOVERNED);

        wall.move(Duration.ofSeconds(55));
        assertThat(sweep.removeExpired()).isZero();
        wall.move(Duration.ofMinutes(2));
        assertThat(sweep.removeExpired()).isEqualTo(1);
        assertThat(limiter.take(caller, Door.GOVERNED).orElseThrow().remaining())
                .isEqualTo(59);
    }

    private boolean passes(SharedLimiter node, Door door) {
        try {
            return node.take(caller, door).isPresent();
        } catch (Problem e) {
            return false;
        }
    }

    private static boolean passed(Future<Boolean> call) {
        try {
            return call.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static void refuses(SharedLimiter node, Caller caller, Door door, Duration atMost) {
        assertThatThrownBy(() -> node.take(caller, door)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(Problem.Code.RATE_LIMITED);
            assertThat(problem.retryAfter().orElseThrow()).isPositive().isLessThanOrEqualTo(atMost);
        });
    }

    private SharedLimiter limiter(DataSource source, Clock time, long toolRate) {
        SharedLimiter limiter = new SharedLimiter();
        limiter.allowances = new Allowances();
        limiter.allowances.toolRate = toolRate;
        limiter.allowances.start();
        limiter.clock = time;
        limiter.source = counting(source);
        limiter.start();
        return limiter;
    }

    private DataSource counting(DataSource source) {
        return (DataSource) Proxy.newProxyInstance(
                SharedLimiterIT.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    connections.incrementAndGet();
                    return source.getConnection();
                });
    }

    private static DataSource away() {
        return (DataSource) Proxy.newProxyInstance(
                SharedLimiterIT.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    throw new SQLException("no connection", "08006");
                });
    }

    private static Caller caller(@Nullable UUID key, String tenant) {
        return new Caller(key, Kind.SK, Role.ADMIN, tenant, null);
    }
}
