package io.cairo.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * How the server's memory grows while something runs: looked at four times a second, the first tenth of the looks against the
 * last. Of the heap the least of a tenth counts, which is nearest to what a collection leaves.
 */
final class MemoryTrail implements AutoCloseable {
    private static final long PAUSE_MILLIS = 250;

    private record Look(long resident, long heap) {}

    private final CairoServer server;
    private final List<Look> looks = new ArrayList<>();
    private final Thread thread = new Thread(this::watch, "memory");

    /** Looks from now on. */
    MemoryTrail(CairoServer server) throws IOException, InterruptedException {
        this.server = server;
        look();
        thread.start();
    }

    /** Resident memory at the end over that at the beginning. To be asked when it is closed. */
    double growth() {
        return resident(last()) / resident(first());
    }

    Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("rss_mb_first_tenth", Figures.rounded(resident(first()), 0));
        report.put("rss_mb_last_tenth", Figures.rounded(resident(last()), 0));
        report.put("rss_mb_most", most(looks, Look::resident));
        report.put("heap_mb_first_tenth", least(first(), Look::heap));
        report.put("heap_mb_last_tenth", least(last(), Look::heap));
        report.put("heap_mb_most", most(looks, Look::heap));
        report.put("looks", looks.size());
        return report;
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
                Thread.sleep(PAUSE_MILLIS);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void look() throws IOException, InterruptedException {
        looks.add(new Look(server.residentMegabytes(), server.heapMegabytes()));
    }

    private List<Look> first() {
        return looks.subList(0, tenth());
    }

    private List<Look> last() {
        return looks.subList(looks.size() - tenth(), looks.size());
    }

    private int tenth() {
        return Math.max(1, looks.size() / 10);
    }

    private static double resident(List<Look> some) {
        return some.stream().mapToLong(Look::resident).average().orElseThrow();
    }

    private static long least(List<Look> some, ToLongFunction<Look> what) {
        return some.stream().mapToLong(what).min().orElseThrow();
    }

    private static long most(List<Look> some, ToLongFunction<Look> what) {
        return some.stream().mapToLong(what).max().orElseThrow();
    }
}
