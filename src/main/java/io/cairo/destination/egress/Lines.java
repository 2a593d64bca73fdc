package io.cairo.destination.egress;

import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends over lines that stay open between calls. Each is used by one call at a time, closed when a call fails or is over its
 * time, and when nobody has used it for a minute. Somebody must call {@link #sweep} several times a second.
 */
final class Lines implements Sender, AutoCloseable {
    private static final long IDLE = Duration.ofMinutes(1).toNanos();

    private final Map<String, Protocol> protocols = new HashMap<>();
    private final Map<Account, Deque<Idle>> idle = new HashMap<>();
    private final Map<Line, Long> running = new ConcurrentHashMap<>();
    private boolean closed;

    /** Whom a line leads to, signed in as whom. */
    private record Account(URI uri, Map<String, String> headers) {}

    private record Idle(Line line, long since) {}

    Lines(Iterable<Protocol> protocols) {
        protocols.forEach(protocol -> protocol.schemes().forEach(scheme -> this.protocols.put(scheme, protocol)));
    }

    @Override
    public HttpAnswer send(HttpCall call) throws IOException {
        Account account = new Account(call.uri(), call.headers());
        try {
            return send(call, account, line(account, call));
        } catch (SignInRefused e) {
            return new HttpAnswer(401, Map.of(), String.valueOf(e.getMessage()));
        }
    }

    private HttpAnswer send(HttpCall call, Account account, Line line) throws IOException {
        boolean whole = false;
        running.put(line, System.nanoTime() + call.timeout().toNanos());
        try {
            HttpAnswer answer = line.send(call);
            whole = true;
            return answer;
        } finally {
            running.remove(line);
            if (!whole || !keeps(account, line)) {
                line.close();
            }
        }
    }

    private Line line(Account account, HttpCall call) throws IOException {
        for (Line kept = take(account); kept != null; kept = take(account)) {
            if (kept.isOpen()) {
                return kept;
            }
            kept.close();
        }
        Protocol protocol = protocols.get(Urls.scheme(call.uri()));
        if (protocol == null) {
            throw new EgressRefused("nothing here speaks this protocol");
        }
        return protocol.open(call);
    }

    private synchronized @Nullable Line take(Account account) {
        Deque<Idle> kept = idle.get(account);
        Idle last = kept == null ? null : kept.pollLast();
        return last == null ? null : last.line();
    }

    private synchronized boolean keeps(Account account, Line line) {
        if (!closed) {
            idle.computeIfAbsent(account, key -> new ArrayDeque<>()).addLast(new Idle(line, System.nanoTime()));
        }
        return !closed;
    }

    /** Closes the lines that are over their call's time, and those that nobody uses any more. */
    void sweep() {
        long now = System.nanoTime();
        running.forEach((line, due) -> {
            if (now - due >= 0) {
                line.close();
            }
        });
        unused(now - IDLE).forEach(Line::close);
    }

    private synchronized List<Line> unused(long before) {
        List<Line> unused = new ArrayList<>();
        idle.values().forEach(kept -> {
            while (!kept.isEmpty() && kept.getFirst().since() - before <= 0) {
                unused.add(kept.removeFirst().line());
            }
        });
        idle.values().removeIf(Deque::isEmpty);
        return unused;
    }

    /** Ends every call that is running now. */
    void cancelAll() {
        running.keySet().forEach(Line::close);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        unused(System.nanoTime()).forEach(Line::close);
        cancelAll();
    }
}
