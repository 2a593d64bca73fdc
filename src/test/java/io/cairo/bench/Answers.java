package io.cairo.bench;

import java.util.Arrays;
import java.util.List;

/** What the server answered during a stretch of load, and how long it took. */
final class Answers {
    private long[] nanos = new long[1 << 16];
    private int accepted;
    private int failed;
    private String firstFailure = "";

    /**
     * What a stretch of load gave. Requests that were under way at its end are waited for and count, and so does the time
     * that took.
     *
     * @param accepted answers with status 200
     * @param failed answers with another status
     * @param firstFailure the first of these, as received; empty if there is none
     * @param nanos the latencies of the accepted, ascending
     */
    record Result(int accepted, int failed, String firstFailure, double seconds, List<Long> nanos) {
        double perSecond() {
            return accepted / seconds;
        }

        /** A percentile of the latency in milliseconds. */
        double millis(double percent) {
            if (nanos.isEmpty()) {
                return Double.NaN;
            }
            return nanos.get((int) Math.min(nanos.size() - 1, nanos.size() * percent / 100)) / 1e6;
        }
    }

    void clear() {
        accepted = 0;
        failed = 0;
        firstFailure = "";
    }

    /** Counts the answer that this client has just received. */
    void note(Client client, long now) {
        if (client.status() != 200) {
            firstFailure = failed++ == 0 ? client.answer() : firstFailure;
            return;
        }
        if (accepted == nanos.length) {
            nanos = Arrays.copyOf(nanos, accepted * 2);
        }
        nanos[accepted++] = now - client.sentAt();
    }

    Result result(double seconds) {
        Arrays.sort(nanos, 0, accepted);
        List<Long> sorted = Arrays.stream(nanos, 0, accepted).boxed().toList();
        return new Result(accepted, failed, firstFailure, seconds, sorted);
    }
}
