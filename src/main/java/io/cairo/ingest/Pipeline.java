package io.cairo.ingest;

import io.cairo.message.Message;
import io.cairo.message.Receipt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The one way into Cairo: every message, from REST, MCP or a replay, passes here and through {@link GroupCommit#write}, which
 * together are every stage in order.
 *
 * <p>What needs no database is done here, before a message waits for its group; what needs it is done for the whole group, in
 * the transaction that appends it to the log. So suppression, the tracking plan and transformations belong here; identity
 * and projections belong there.
 */
@ApplicationScoped
public class Pipeline {
    @Inject
    GroupCommit groups;

    /**
     * Takes messages, all of one request, in their order.
     *
     * @return a receipt for each, in their order, once they are on disk; it fails with a {@code Problem} if the database
     *     does not come back in time (UNAVAILABLE) or too much waits already (OVERLOADED), and then the request may be sent
     *     again as it is
     */
    public CompletionStage<List<Receipt>> accept(List<Message> messages) {
        return groups.append(messages);
    }
}
