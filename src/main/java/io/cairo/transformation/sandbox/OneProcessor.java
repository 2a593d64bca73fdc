package io.cairo.transformation.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps processes together on one processor, where the machine can, so that whatever they burn the others stay free. A low
 * priority instead was measured to be worse: Linux (6.18) then lets those that have just worked wait for hundreds of
 * milliseconds until the unimportant have caught up.
 */
final class OneProcessor {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";

    private OneProcessor() {}

    /** What to put before a command; empty where the machine cannot. */
    static List<String> command() {
        String processors = processors();
        return Files.isExecutable(TASKSET) && !processors.isEmpty()
                ? List.of(TASKSET.toString(), "--cpu-list", lastOf(processors))
                : List.of();
    }

    /** The last of a list as Linux writes it: of {@code 0-3,8} the eighth. */
    static String lastOf(String processors) {
        return processors.substring(1 + Math.max(processors.lastIndexOf('-'), processors.lastIndexOf(',')));
    }

    /** Those that this process may use, as Linux writes them; empty if it does not tell. */
    private static String processors() {
        if (!Files.isReadable(STATUS)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(ALLOWED))
                    .map(line -> line.substring(ALLOWED.length()).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
