package io.cairo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long a JVM has spent compiling: for minutes after a start it takes a good part of two cores, and figures are then of the
 * compiler as much as of the code. Known on Linux only.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
final class CompilerTime {
    /** Names of threads are cut after 15 characters. */
    private static final List<String> NAMES = List.of("(C1 CompilerThre", "(C2 CompilerThre");

    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;

    private CompilerTime() {}

    /** Processor time in seconds, of the compiler's threads that are there now; 0 where it cannot be known. */
    static double seconds(ProcessHandle jvm) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(jvm.pid()), "task"))) {
            return threads.mapToDouble(CompilerTime::ofThread).sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private static double ofThread(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return NAMES.stream().anyMatch(stat::contains) ? seconds(stat) : 0;
        } catch (IOException e) {
            return 0; // it has ended meanwhile
        }
    }

    /** The fields behind the name, which may hold anything: user time is the twelfth, system time follows. */
    static double seconds(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])) / TICKS_PER_SECOND;
    }
}
