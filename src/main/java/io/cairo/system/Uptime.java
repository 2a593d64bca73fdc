package io.cairo.system;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** How long this server has been running. */
final class Uptime {
    private Uptime() {}

    /** In seconds. */
    static double seconds() {
        return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime())
                        .toMillis()
                / 1000.0;
    }
}
