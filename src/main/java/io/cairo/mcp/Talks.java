package io.cairo.mcp;

import io.cairo.base.Cancellation;
import io.cairo.base.Signer;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What calls under way and their clients have to say to each other. */
final class Talks {
    private final Replies replies;
    private final Running running;
    private final Levels levels;
    private final Askings askings;

    Talks(Mailbox mailbox, Signer signer, Clock clock) {
        this.replies = new Replies(mailbox, signer);
        this.running = new Running(mailbox);
        this.levels = new Levels(mailbox);
        this.askings = new Askings(replies, new RequestState(signer, clock));
    }

    Replies replies() {
        return replies;
    }

    Running running() {
        return running;
    }

    Levels levels() {
        return levels;
    }

    /** The conversation of a call; without a flow it can say nothing. */
    Talk talk(Call call, @Nullable Flow flow, Cancellation cancellation) {
        return new Talk(
                call,
                flow,
                flow == null ? Optional.empty() : levels.of(call),
                askings.of(call, flow, () -> cancellation.isCancelled() || (flow != null && flow.isClosed())));
    }
}
