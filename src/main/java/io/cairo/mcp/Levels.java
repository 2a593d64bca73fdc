package io.cairo.mcp;

import io.cairo.base.Problem;
import io.cairo.context.Conversation.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** From which level on a client wants to hear the log of its calls. */
final class Levels {
    private static final Duration LIFE = Duration.ofHours(12);
    private static final Level USUAL = Level.INFO;

    private final Mailbox mailbox;

    Levels(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /**
     * A legacy client says it once, for its session.
     *
     * @throws Refusal WRONG_PARAMS
     */
    Result set(Call call) {
        Level level = Meta.level(call.params().get("level"))
                .orElseThrow(() -> Refusal.of(
                        Fault.WRONG_PARAMS,
                        "level must be one of debug, info, notice, warning, error, critical, alert, emergency"));
        if (!call.session().nonce().isEmpty()) {
            mailbox.put(address(call), level.name(), LIFE);
        }
        return Result.EMPTY;
    }

    /** A modern client says it with each request, and hears nothing if it does not. */
    Optional<Level> of(Call call) {
        if (call.version().isModern()) {
            return Optional.ofNullable(call.meta().level());
        }
        return Optional.of(call.session().nonce().isEmpty() ? USUAL : said(call));
    }

    private Level said(Call call) {
        try {
            return mailbox.look(address(call))
                    .map(name -> Level.valueOf(name.toUpperCase(Locale.ROOT)))
                    .orElse(USUAL);
        } catch (Problem e) {
            return USUAL;
        }
    }

    private static String address(Call call) {
        return "level " + call.principal() + " " + call.session().nonce();
    }
}
