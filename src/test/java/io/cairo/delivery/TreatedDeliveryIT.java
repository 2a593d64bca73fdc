package io.cairo.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.Problem;
import io.cairo.message.Message;
import io.cairo.transformation.Treatment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Delivery of what a destination's own transformations make of events. */
class TreatedDeliveryIT {
    private final Inbox inbox = new Inbox();

    private static Treatment of(Function<Message, Treatment.Treated> one) {
        return events -> events.stream().map(one).toList();
    }

    private static Treatment.Treated made(Message... messages) {
        return new Treatment.Treated(List.of(messages), null);
    }

    private static int number(Message message) {
        return Integer.parseInt(message.messageId().substring(1));
    }

    private static Message again(Message message, int number) {
        return message.with("{\"u\":0,\"n\":%d}".formatted(number).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void sendsWhatTheDestinationsTransformationsMakeOfAnEvent() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 10, 9)) {
            rig.write(0, 40, 4);
            rig.treatment = of(event -> number(event) % 2 == 0
                    ? made()
                    : number(event) == 7
                            ? made(again(event, 700), again(event, 701))
                            : made(again(event, number(event) + 1_000)));
            rig.serve(rig.courier(inbox.receiver(body -> 200)));

            assertThat(inbox.received)
                    .hasSize(21)
                    .contains(700, 701, 1_001, 1_039)
                    .allMatch(number -> number >= 700);
            assertThat(rig.text("SELECT delivered || ' ' || filtered FROM delivery"))
                    .isEqualTo("20 20");
        }
    }

    @Test
    void triesAllParcelsOfAnEventAgainWhenOneFails() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 10, 9)) {
            rig.write(0, 2, 2);
            rig.treatment = of(event -> made(again(event, number(event)), again(event, number(event) + 10)));
            AtomicInteger failures = new AtomicInteger(1);
            Courier courier = rig.courier(
                    inbox.receiver(body -> body.contains(":11}") && failures.getAndDecrement() > 0 ? 500 : 200));
            for (int i = 0; i < 3; i++) {
                rig.serve(courier);
                rig.timePasses();
            }

            assertThat(inbox.received).containsExactlyInAnyOrder(0, 10, 1, 1, 11);
            assertThat(rig.text("SELECT delivered || ' ' || dead FROM delivery"))
                    .isEqualTo("2 0");
        }
    }

    @Test
    void buriesAnEventThatCodeDiesOfAndGoesOn() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 10, 9)) {
            rig.write(0, 30, 3);
            rig.treatment = of(event ->
                    number(event) == 13 ? new Treatment.Treated(List.of(), "It did not end in time") : made(event));
            rig.serve(rig.courier(inbox.receiver(body -> 200)));

            assertThat(inbox.received).hasSize(29).doesNotContain(13);
            assertThat(rig.text("SELECT message_id || ' ' || cause || ' ' || detail FROM dead_letter"))
                    .isEqualTo("m000013 transformation It did not end in time");
        }
    }

    @Test
    void waitsWithAllEventsWhileCodeCannotRun() throws Exception {
        try (Rig rig = new Rig("https://example.com/", 10, 9)) {
            rig.write(0, 30, 3);
            rig.treatment = events -> {
                throw new Problem(Problem.Code.UNAVAILABLE, "no worker");
            };
            assertThatThrownBy(() -> rig.serve(rig.courier(inbox.receiver(body -> 200))))
                    .isInstanceOf(Problem.class);
            assertThat(inbox.received).isEmpty();

            rig.timePasses();
            rig.treatment = null;
            rig.serve(rig.courier(inbox.receiver(body -> 200)));
            inbox.assertAllOf(30, 3);
        }
    }
}
