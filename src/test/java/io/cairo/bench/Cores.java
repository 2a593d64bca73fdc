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
     * @param busy cores that were busy since the look before this one, whoever used them
     */
    record Used(double at, double server, double database, double generator, double busy) {

        /** Cores used since then, to two decimals. */
        Map<String, Object> since(Used before) {
            double seconds = at - before.at;
            Map<String, Object> cores = new LinkedHashMap<>();
            cores.put("server", Figures.rounded((server - before.server) / seconds, 2));
            cores.put("database", Figures.rounded((database - before.database) / seconds, 2));
            cores.put("generator", Figures.rounded((generator - before.generator) / seconds, 2));
            cores.put("others", Figures.rounded(othersSince(before), 2));
            return cores;
        }

        /** Cores that somebody else used since then. */
        double othersSince(Used before) {
            double ours = server + database + generator - before.server - before.database - before.generator;
            return Math.max(0, busy - ours / (at - before.at));
        }
    }

    Used now() {
        return new Used(
                System.nanoTime() / 1e9,
                seconds(Stream.of(server)),
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
