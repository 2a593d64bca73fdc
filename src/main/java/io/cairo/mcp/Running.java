package io.cairo.mcp;

import io.cairo.base.Cancellation;
import io.cairo.base.Problem;
import jakarta.json.JsonValue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The legacy calls under way on this node, so that a notification can cancel them; one that reaches another node is left
 * in the mailbox. A client that does not tell its session cannot be told from others with the same key, and cancels
 * nothing.
 */
final class Running {
    private static final Logger LOG = System.getLogger(Running.class.getName());
    private static final Duration LIFE = Duration.ofMinutes(1);

    private final Map<String, Cancellation> calls = new ConcurrentHashMap<>();
    private final Mailbox mailbox;

    Running(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /** Does the work of a call so that it can be cancelled meanwhile. */
    <T> T over(Call call, Cancellation cancellation, Supplier<T> work) {
        @Nullable String name = name(call, call.rpc().id());
        if (name == null) {
            return cancellation.over(work);
        }
        calls.put(name, cancellation);
        try {
            return cancellation.over(work);
        } finally {
            calls.remove(name, cancellation);
        }
    }

    /** A client wants a call of its own to end. */
    void cancel(Call notification) {
        @Nullable String name = name(notification, notification.params().get("requestId"));
        if (name == null) {
            return;
        }
        Cancellation here = calls.get(name);
        if (here == null) {
            mailbox.put("cancel " + name, "", LIFE);
        } else {
            here.cancel();
        }
    }

    /** Looks whether another node was told to cancel the call. */
    void look(Call call, Cancellation cancellation) {
        @Nullable String name = name(call, call.rpc().id());
        try {
            if (name != null && mailbox.look("cancel " + name).isPresent()) {
                cancellation.cancel();
            }
        } catch (Problem e) {
            LOG.log(Level.DEBUG, "cancellations cannot be looked for now: {0}", e.getMessage());
        }
    }

    private static @Nullable String name(Call call, @Nullable JsonValue id) {
        boolean known = id != null
                && !call.session().nonce().isEmpty()
                && !call.version().isModern();
        return known ? call.principal() + " " + call.session().nonce() + " " + id : null;
    }
}
