package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.destination.HttpCall;
import io.sentry.EnvelopeReader;
import io.sentry.JsonSerializer;
import io.sentry.SentryEnvelope;
import io.sentry.SentryEnvelopeItem;
import io.sentry.SentryEvent;
import io.sentry.SentryItemType;
import io.sentry.SentryOptions;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Sentry's own client reads the envelopes. */
class SentryEnvelopeTest {
    @Test
    void isReadAsItIsMeant() throws Exception {
        Sample<?> sample = Sample.all()
                .filter(one -> one.connector() instanceof Sentry)
                .findFirst()
                .orElseThrow();
        HttpCall call =
                sample.requests(List.of(Sample.event("track", "m-1"))).get(0).call();
        JsonSerializer serializer = new JsonSerializer(new SentryOptions());

        SentryEnvelope envelope =
                Objects.requireNonNull(new EnvelopeReader(serializer).read(new ByteArrayInputStream(call.body())));

        SentryEnvelopeItem item = envelope.getItems().iterator().next();
        SentryEvent event = Objects.requireNonNull(serializer.deserialize(
                new InputStreamReader(new ByteArrayInputStream(item.getData()), StandardCharsets.UTF_8),
                SentryEvent.class));
        assertThat(item.getHeader().getType()).isEqualTo(SentryItemType.Event);
        assertThat(event.getEventId()).isEqualTo(envelope.getHeader().getEventId());
        assertThat(event.getExceptions())
                .singleElement()
                .satisfies(exception -> assertThat(exception.getType()).isEqualTo("Order Completed"));
        assertThat(event.getUser()).satisfies(user -> assertThat(user.getId()).isEqualTo("u-100"));
        assertThat(event.getTag("message_id")).isEqualTo("m-1");
    }
}
