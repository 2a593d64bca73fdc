package io.cairo.transformation.worker;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.openjdk.nashorn.api.scripting.AbstractJSObject;

/**
 * What one event has used of its time and memory. Code calls it, as {@code $$fuel()}, each time it has run {@value #FUEL}
 * loops and functions; once the event is over its limit it only throws, so that no catch or finally gets any further.
 */
final class Meter extends AbstractJSObject {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int FUEL = 2_000;
    private static final long MOST_BYTES = 64L << 20;
    /** How far past its limit an event may be before the whole process ends: the engine's own loops never ask. */
    private static final long GRACE = Duration.ofMillis(300).toNanos();

    /** To read how much of the processor was used costs as much as a small event: what has just been read is good enough. */
    private static final long JUST = Duration.ofMillis(1).toNanos();

    private final long thread = Thread.currentThread().getId();
    private volatile long end = Long.MAX_VALUE;
    private long begin;
    private long read;
    private long readAt;
    private long endBytes = Long.MAX_VALUE;
    private Duration most = Duration.ZERO;
    private String over = "";

    /** Starts an event. To be called by the thread that made this. */
    void start(Duration time, Duration extra) {
        most = time;
        over = "";
        endBytes = THREADS.getCurrentThreadAllocatedBytes() + MOST_BYTES;
        begin = recently();
        end = begin + time.plus(extra).toNanos() + JUST; // what others used since was not this event's
    }

    /** Ends the event. @return what it has used of the processor, give or take a millisecond; the sum over many is right */
    Duration stop() {
        long used = recently() - begin;
        end = Long.MAX_VALUE;
        endBytes = Long.MAX_VALUE;
        return Duration.ofNanos(used);
    }

    /** What the thread has used of the processor, or had used a moment ago. */
    private long recently() {
        long now = System.nanoTime();
        if (readAt == 0 || now - readAt > JUST) {
            read = THREADS.getCurrentThreadCpuTime();
            readAt = now;
        }
        return read;
    }

    /** Which limit the event went over, as a sentence; empty if none. */
    String over() {
        return over;
    }

    /** Whether the event is so far over its time that it cannot be reached from inside. Any thread may ask. */
    boolean isStuck() {
        long limit = end;
        return limit != Long.MAX_VALUE && THREADS.getThreadCpuTime(thread) > limit + GRACE;
    }

    @Override
    public Object call(Object thiz, Object... args) {
        if (over.isEmpty()) {
            over = measured();
        }
        if (!over.isEmpty()) {
            throw new Spent();
        }
        return FUEL;
    }

    private String measured() {
        if (THREADS.getCurrentThreadCpuTime() > end) {
            return Answer.TOO_LONG + most.toMillis() + " ms of processor time";
        }
        return THREADS.getCurrentThreadAllocatedBytes() > endBytes
                ? Answer.TOO_MUCH + (MOST_BYTES >> 20) + " MB of memory"
                : "";
    }

    @Override
    public boolean isFunction() {
        return true;
    }

    /** Ends an event. Without a stack: it is thrown as often as the code catches it. */
    private static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Spent() {
            super("over the limit", null, false, false);
        }
    }
}
