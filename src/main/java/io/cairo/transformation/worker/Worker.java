package io.cairo.transformation.worker;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The process that runs scripts: reads requests from standard input, answers on standard output, and ends when its parent
 * has, or when a script cannot be stopped in any other way.
 */
public final class Worker {
    /** The argument of one that makes scripts. */
    public static final String COMPILES = "compiles";

    /** How it ends when a script is stuck, when the parent is gone, and when it does not know what to do. */
    private static final int STUCK = 4;

    private static final int GONE = 0;
    private static final int LOST = 2;
    private static final long STACK = 16L << 20;
    private static final long TOGETHER = Duration.ofMillis(5).toNanos();
    private static final long WATCH = Duration.ofMillis(25).toMillis();

    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));

    private final boolean compiles;

    private Worker(boolean compiles) {
        this.compiles = compiles;
    }

    /**
     * Runs until standard input ends.
     *
     * @param args {@value #COMPILES} for one that will be asked to make scripts
     */
    public static void main(String[] args) {
        System.setOut(System.err); // standard output is for answers alone
        Worker worker = new Worker(args.length > 0 && args[0].equals(COMPILES));
        new Thread(null, worker::answer, "scripts", STACK).start();
        worker.listen();
    }

    private void listen() {
        try (DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in))) {
            while (true) {
                requests.add(Request.read(in));
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(GONE);
        }
    }

    private void answer() {
        try {
            Meter meter = new Meter();
            watch(meter);
            Programs programs = new Programs(meter);
            warm(meter);
            send(new Answer.Ready());
            while (true) {
                answer(requests.take(), programs);
            }
        } catch (Throwable e) {
            Runtime.getRuntime().halt(LOST);
        }
    }

    /** The first of everything is slow; nobody shall wait for it, or be killed for it. */
    private void warm(Meter meter) {
        if (compiles) {
            Answer unused = Lowering.compile("const { a = 1, ...rest } = event; return { ...rest, a };");
        } else {
            Program.warm(meter);
        }
    }

    private void answer(Request request, Programs programs) throws IOException {
        if (request instanceof Request.Compile compile) {
            send(Lowering.compile(compile.code()));
        } else if (request instanceof Request.Run run) {
            Program program = programs.of(run.id(), run.compiled());
            answer(run, program);
        }
    }

    /** Answers go together while events are quick; who waits for a slow one shall see what was before it. */
    private void answer(Request.Run run, Program program) throws IOException {
        long sent = System.nanoTime();
        for (Request.Event event : run.events()) {
            program.run(event.json().text(), event.metadata().text(), Duration.ofMillis(run.most()))
                    .write(out);
            if (System.nanoTime() - sent > TOGETHER) {
                out.flush();
                sent = System.nanoTime();
            }
        }
        out.flush();
    }

    private void send(Answer answer) throws IOException {
        answer.write(out);
        out.flush();
    }

    private static void watch(Meter meter) {
        Thread watch = new Thread(() -> {
            while (!meter.isStuck()) {
                pause();
            }
            Runtime.getRuntime().halt(STUCK);
        });
        watch.setDaemon(true);
        watch.start();
    }

    private static void pause() {
        try {
            Thread.sleep(WATCH);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
