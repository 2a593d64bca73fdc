package io.cairo.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Who used the processors: how many cores' worth of time each side took, and whether somebody else did. */
final class Cores {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final ProcessHandle server;
    private final ProcessHandle database;

    Cores(ProcessHandle server, ProcessHandle database) {
        this.server = server;
        this.database = database;
    }

    /**
     * Processor time used so far, in seconds.
     *
     * @param scripts of the server's child processes, which run transformations
     * @param busy cores that were busy since the look before this one, whoever used them
     */
    record Used(
            double at, double server, double compiler, double scripts, double database, double generator, double busy) {

        /** Cores used since then, to two decimals. */
        Map<String, Object> since(Used before) {
            double seconds = at - before.at;
            Map<String, Object> cores = new LinkedHashMap<>();
            cores.put("server", Figures.rounded((server - before.server) / seconds, 2));
            cores.put("of_that_compiler", Figures.rounded(compilerSince(before), 2));
            cores.put("scripts", Figures.rounded(scriptsSince(before), 2));
            cores.put("database", Figures.rounded((database - before.database) / seconds, 2));
            cores.put("generator", Figures.rounded((generator - before.generator) / seconds, 2));
            cores.put("others", Figures.rounded(othersSince(before), 2));
            return cores;
        }

        /** Cores that somebody else used since then. */
        double othersSince(Used before) {
            return Math.max(0, busy - (ours() - before.ours()) / (at - before.at));
        }

        /** Cores that the server's compiler used since then. */
        double compilerSince(Used before) {
            return (compiler - before.compiler) / (at - before.at);
        }

        /** Cores that the server's child processes used since then; one that has ended meanwhile takes its time with it. */
        double scriptsSince(Used before) {
            return Math.max(0, scripts - before.scripts) / (at - before.at);
        }

        private double ours() {
            return server + scripts + database + generator;
        }
    }

    Used now() {
        return new Used(
                System.nanoTime() / 1e9,
                seconds(Stream.of(server)),
                CompilerTime.seconds(server),
                seconds(server.descendants()),
                seconds(Stream.concat(Stream.of(database), database.children())),
                SYSTEM.getProcessCpuTime() / 1e9,
                SYSTEM.getCpuLoad() * SYSTEM.getAvailableProcessors());
    }

    /** The share of all processors, from 0 to 1, that is busy while this waits two seconds. */
    static double busyNow() throws InterruptedException {
        SYSTEM.getCpuLoad();
        TimeUnit.SECONDS.sleep(2);
        return SYSTEM.getCpuLoad();
    }

    private static double seconds(Stream<ProcessHandle> processes) {
        return processes
                        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                        .mapToLong(Duration::toNanos)
                        .sum()
                / 1e9;
    }
}
