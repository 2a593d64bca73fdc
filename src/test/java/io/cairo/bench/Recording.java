package io.cairo.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** What a flight recording says about where the time and the garbage come from. All shares are of all samples. */
final class Recording {
    private final Tally threads = new Tally();
    private final Tally owners = new Tally();
    private final Tally frames = new Tally();
    private final Tally ours = new Tally();
    private final Tally garbage = new Tally();
    private final Tally garbageOurs = new Tally();
    private final Tally blocked = new Tally();
    private long samples;
    private long pauseNanos;

    static Recording of(Path file) throws IOException {
        Recording recording = new Recording();
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                recording.add(events.readEvent());
            }
        }
        return recording;
    }

    void print(PrintStream out) {
        section(out, "threads", threads, samples, 14);
        section(out, "whose code ran (the first frame that is not the JDK's)", owners, samples, 25);
        section(out, "top frames", frames, samples, 30);
        section(out, "io.cairo methods on the stack", ours, samples, 40);
        section(out, "garbage by type", garbage, garbage.total(), 12);
        section(out, "garbage by io.cairo method (nearest)", garbageOurs, garbage.total(), 20);
        section(out, "blocked on a monitor or parked, seconds", blocked, 1_000_000_000, 12);
        out.printf("-- %d samples, %d ms in pauses for garbage collection%n", samples, pauseNanos / 1_000_000);
    }

    private static void section(PrintStream out, String title, Tally tally, long whole, int most) {
        out.println("-- " + title);
        tally.print(out, whole, most);
    }

    private void add(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "jdk.ExecutionSample" -> addSample(event);
            case "jdk.ObjectAllocationSample" -> addGarbage(event);
            case "jdk.JavaMonitorEnter" ->
                blocked.add(
                        "monitor " + event.getClass("monitorClass").getName(),
                        event.getDuration().toNanos());
            case "jdk.GCPhasePause" -> pauseNanos += event.getDuration().toNanos();
            default -> {}
        }
    }

    private void addSample(RecordedEvent event) {
        RecordedStackTrace stack = event.getStackTrace();
        if (stack == null || stack.getFrames().isEmpty()) {
            return;
        }
        samples++;
        threads.add(event.getThread("sampledThread").getJavaName().replaceAll("[0-9a-f]{4,}|\\d+", "#"), 1);
        frames.add(named(stack.getFrames().get(0)), 1);
        owners.add(owner(stack), 1);
        Set<String> once = new LinkedHashSet<>();
        for (RecordedFrame frame : stack.getFrames()) {
            if (isOurs(frame.getMethod())) {
                once.add(named(frame));
            }
        }
        once.forEach(method -> ours.add(method, 1));
    }

    private void addGarbage(RecordedEvent event) {
        long weight = event.getLong("weight");
        garbage.add(event.getClass("objectClass").getName(), weight);
        garbageOurs.add(nearestOfOurs(event.getStackTrace()), weight);
    }

    private static String nearestOfOurs(@Nullable RecordedStackTrace stack) {
        if (stack != null) {
            for (RecordedFrame frame : stack.getFrames()) {
                if (isOurs(frame.getMethod())) {
                    return named(frame);
                }
            }
        }
        return "(none of ours)";
    }

    /** The first three words of the package that called into the JDK, or the JDK's own. */
    private static String owner(RecordedStackTrace stack) {
        for (RecordedFrame frame : stack.getFrames()) {
            String type = frame.getMethod().getType().getName();
            if (!type.startsWith("java.") && !type.startsWith("jdk.") && !type.startsWith("sun.")) {
                String[] words = type.split("\\.");
                return String.join(".", Arrays.copyOf(words, Math.min(4, words.length - 1)));
            }
        }
        return "(the JDK itself)";
    }

    private static boolean isOurs(RecordedMethod method) {
        return method.getType().getName().startsWith("io.cairo.");
    }

    private static String named(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "."
                + frame.getMethod().getName();
    }
}
