package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.MessageBuilder;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.TrackMessage;
import io.cairo.journey.FaultProxy.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The unmodified {@code com.segment.analytics.java:analytics}, which names its key in the body only. */
@Isolated("its client gives up within a second, and tries again after a quarter of a minute")
@Journey
class JavaClientIT {
    private final CairoServer cairo;

    JavaClientIT(CairoServer cairo) {
        this.cairo = cairo;
    }

    @Test
    void storesWhatTheClientSendsEachOnce(Space space) {
        try (Client client = new Client(cairo.url(), space.key("pk"))) {
            client.sendThirty();

            client.awaitAnswers(30, Duration.ofSeconds(20));
            assertThat(client.failures()).isEmpty();
            assertThat(space.messageIds()).containsExactlyInAnyOrderElementsOf(client.delivered());
        }
    }

    /** This library waits 15 seconds and more before it tries again, so all its bad networks are tried at once. */
    @Test
    void storesEachOnceThoughTheClientHasToRetry(Space any) throws IOException {
        List<Trial> trials = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            trials.add(Trial.of(cairo, fault, Space.in(any.database())));
        }

        trials.forEach(trial -> trial.client().sendThirty());

        trials.forEach(Trial::check);
    }

    /** One client behind one kind of bad network, with a namespace of its own. */
    private record Trial(Fault fault, FaultProxy network, Space space, Client client) {

        static Trial of(CairoServer cairo, Fault fault, Space space) throws IOException {
            FaultProxy network = new FaultProxy(cairo.url(), fault);
            return new Trial(fault, network, space, new Client(network.url(), space.key("pk")));
        }

        void check() {
            try (network;
                    client) {
                client.awaitAnswers(30, Duration.ofSeconds(90));
                assertThat(network.isSpent()).as("%s met a delivery", fault).isTrue();
                assertThat(client.failures()).as("%s", fault).isEmpty();
                assertThat(space.messageIds()).as("%s", fault).containsExactlyInAnyOrderElementsOf(client.delivered());
            }
        }
    }

    /** The library, with what it reports about each message. */
    private static final class Client implements Callback, AutoCloseable {
        private final Queue<String> delivered = new ConcurrentLinkedQueue<>();
        private final Queue<String> failures = new ConcurrentLinkedQueue<>();
        private final Analytics analytics;

        Client(String url, String key) {
            analytics = Analytics.builder(key)
                    .endpoint(url)
                    .flushInterval(1, TimeUnit.SECONDS)
                    .callback(this)
                    .client(new OkHttpClient.Builder()
                            .readTimeout(Duration.ofMillis(800))
                            .build())
                    .build();
        }

        void sendThirty() {
            for (int n = 0; n < 10; n++) {
                enqueue(IdentifyMessage.builder().traits(Map.of("email", "user" + n + "@example.com")), n);
                enqueue(TrackMessage.builder("Order Completed").properties(Map.of("revenue", 9.99)), n);
                enqueue(PageMessage.builder("Home"), n);
            }
            analytics.flush();
        }

        private void enqueue(MessageBuilder<?, ?> message, int n) {
            message.userId("user-" + n);
            analytics.enqueue(message);
        }

        void awaitAnswers(int count, Duration longest) {
            Pause.until(
                    () -> delivered.size() + failures.size() >= count,
                    longest,
                    "The client reports %d delivered, %d failed of %d"
                            .formatted(delivered.size(), failures.size(), count));
        }

        List<String> delivered() {
            return List.copyOf(delivered);
        }

        List<String> failures() {
            return List.copyOf(failures);
        }

        @Override
        public void success(Message message) {
            delivered.add(message.messageId());
        }

        @Override
        public void failure(Message message, Throwable cause) {
            failures.add(message.messageId() + ": " + cause);
        }

        @Override
        public void close() {
            analytics.shutdown();
        }
    }
}
