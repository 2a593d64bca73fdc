package io.cairo.bench;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The processes that the server has started: remembers each, so that one is found again whose parent is gone. */
final class Offspring implements AutoCloseable {
    private static final long PAUSE_MILLIS = 100;
    private static final int LOOKS = 100;

    private final CairoServer server;
    private final Set<ProcessHandle> seen = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::watch, "offspring");

    Offspring(CairoServer server) {
        this.server = server;
        thread.start();
    }

    /** Different processes so far. */
    int seen() {
        return seen.size();
    }

    /**
     * Processes that live and that the sandbox does not know of, as soon as there are none, or after ten seconds: a worker may
     * just be starting or dying.
     */
    long left() throws IOException, InterruptedException {
        long left = strangers();
        for (int i = 0; i < LOOKS && left > 0; i++) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            left = strangers();
        }
        return left;
    }

    private long strangers() throws IOException, InterruptedException {
        String known = CairoServer.found("processes\\W+\\d+", server.call("system_health", "{}"));
        long alive = seen.stream().filter(ProcessHandle::isAlive).count();
        return alive - Long.parseLong(known.replaceAll("\\D", ""));
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            while (true) {
                server.process().descendants().forEach(seen::add);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
