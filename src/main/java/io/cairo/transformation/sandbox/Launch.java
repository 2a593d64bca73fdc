package io.cairo.transformation.sandbox;

import io.cairo.transformation.worker.Worker;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts workers of one kind, as confined as this machine allows. */
final class Launch {
    /** Of a worker: to start and to get warm, also on a machine that is busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final WorkerFiles files;
    private final List<String> place;
    private final List<String> java;
    private final List<String> arguments;
    private List<Confinement> candidates = Confinement.candidates();

    private Launch(WorkerFiles files, List<String> place, List<String> java, List<String> arguments) {
        this.files = files;
        this.place = place;
        this.java = java;
        this.arguments = arguments;
    }

    /**
     * Workers that run scripts. Only what runs very often is compiled a second time: at the start that hardly ever pays, and
     * without it a worker costs a third less to start.
     */
    static Launch ofScripts(WorkerFiles files) {
        return new Launch(
                files,
                List.of(),
                List.of(
                        "-Xmx96m",
                        "-XX:MaxMetaspaceSize=96m",
                        "-XX:Tier4InvocationThreshold=50000",
                        "-XX:Tier4MinInvocationThreshold=6000",
                        "-XX:Tier4CompileThreshold=100000",
                        "-XX:Tier4BackEdgeThreshold=400000"),
                List.of());
    }

    /** Workers that run scripts which burn more than their share, or may: all on one processor, and little is compiled. */
    static Launch ofScriptsApart(WorkerFiles files) {
        return new Launch(
                files,
                OneProcessor.command(),
                List.of("-Xmx96m", "-XX:MaxMetaspaceSize=96m", "-XX:TieredStopAtLevel=1"),
                List.of());
    }

    /** Workers that make scripts of code: they end before much of what a second compiler would do pays. */
    static Launch ofCompilers(WorkerFiles files) {
        return new Launch(
                files,
                OneProcessor.command(),
                List.of("-Xmx256m", "-XX:MaxMetaspaceSize=128m", "-XX:TieredStopAtLevel=1"),
                List.of(Worker.COMPILES));
    }

    /** @throws IOException if none can be started, in no way */
    Child start(Deadlines deadlines) throws IOException {
        IOException last = new IOException("no way to start a worker");
        for (Confinement confinement : known()) {
            try {
                Child child = Child.start(command(confinement), files.empty(), deadlines, PATIENCE);
                keep(confinement);
                return child;
            } catch (InterruptedIOException e) {
                throw e; // a machine that is busy is no reason to confine less
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    /** How the last one was confined. */
    synchronized String confinement() {
        return candidates.get(0).name();
    }

    private synchronized List<Confinement> known() {
        return candidates;
    }

    /** The first that works stays: one that dies later is no reason to confine the next less. */
    private synchronized void keep(Confinement works) {
        if (candidates.size() > 1) {
            candidates = List.of(works);
        }
    }

    private List<String> command(Confinement confinement) {
        List<String> command = new ArrayList<>(place);
        command.addAll(confinement.command());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(List.of(
                "-Xms32m",
                "-XX:MaxDirectMemorySize=8m",
                "-XX:ReservedCodeCacheSize=48m",
                "-XX:CompressedClassSpaceSize=48m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                "-XX:ErrorFile=/dev/null",
                "-Xshare:auto",
                "-Dfile.encoding=UTF-8",
                "-Duser.timezone=UTC",
                "-Duser.language=en",
                "-cp",
                files.classPath(),
                Worker.class.getName()));
        command.addAll(arguments);
        return command;
    }
}
