package io.cairo.ingest;

import io.cairo.access.Caller;
import io.cairo.base.Problem;
import io.cairo.ingest.reading.Arrived;
import io.cairo.ingest.reading.BadEvent;
import io.cairo.ingest.reading.Envelope;
import io.cairo.ingest.reading.MessageReader;
import io.cairo.message.Message;
import io.cairo.message.Receipt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Messages that tools send for an agent: read by the same reader as an application's, and waited for until they are on disk. */
@ApplicationScoped
public class AgentMessages {
    private static final long DEADLINE_SECONDS = 20;

    @Inject
    MessageReader reader;

    @Inject
    Pipeline pipeline;

    @Inject
    Clock clock;

    /**
     * The message that the bytes spell, in Segment's shape.
     *
     * @throws Problem INVALID_ARGUMENT in the names that the tools' arguments have, INSUFFICIENT_SCOPE, or as the reader
     */
    public Message read(Caller caller, Message.Type type, byte[] event) {
        Arrived arrived = new Arrived(caller, clock.instant(), "mcp", null, true);
        try {
            return reader.read(event, new Envelope.Span(0, event.length), type, Envelope.NONE, arrived);
        } catch (BadEvent e) {
            throw refused(e);
        }
    }

    private static Problem refused(BadEvent e) {
        String sentence = e.sentence()
                .replace("userId", "user_id")
                .replace("anonymousId", "anonymous_id")
                .replace("previousId", "previous_id")
                .replace("messageId", "message_id");
        boolean outOfReach = e.code().equals(Problem.Code.INSUFFICIENT_SCOPE.wire());
        return new Problem(outOfReach ? Problem.Code.INSUFFICIENT_SCOPE : Problem.Code.INVALID_ARGUMENT, sentence);
    }

    /**
     * Sends one message.
     *
     * @return what became of it: it was stored, or was there before
     * @throws Problem INVALID_ARGUMENT if the database will not have it, UNAVAILABLE, OVERLOADED
     */
    public Receipt send(Message message) {
        Receipt receipt = send(List.of(message)).get(0);
        if (receipt.fate() == Receipt.Fate.REFUSED) {
            throw new Problem(Problem.Code.INVALID_ARGUMENT, receipt.reason());
        }
        return receipt;
    }

    /**
     * Sends messages.
     *
     * @return a receipt for each
     * @throws Problem UNAVAILABLE, OVERLOADED
     */
    public List<Receipt> send(List<Message> messages) {
        return messages.isEmpty() ? List.of() : await(pipeline.accept(messages));
    }

    private static List<Receipt> await(CompletionStage<List<Receipt>> stage) {
        try {
            return stage.toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new Problem(Problem.Code.UNAVAILABLE, "The event could not be stored in time; send it again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Code.UNAVAILABLE, "Cairo is stopping; send the event again");
        }
    }
}
