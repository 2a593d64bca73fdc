package io.cairo.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.event.Writing;
import io.cairo.message.Message;
import io.cairo.transformation.Treatment;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MarkTest {
    private static final UUID REPLAY = UUID.fromString("00000000-0000-0000-0000-000000000007");
    private static final String MARKED = "\"replay\":{\"id\":\"00000000-0000-0000-0000-000000000007\"}";

    private final Mark mark = new Mark(REPLAY);

    private String on(String payload) {
        return new String(mark.on(payload.getBytes(UTF_8)), UTF_8);
    }

    @Test
    void isAddedToWhatTheContextSays() {
        assertThat(on("{\"messageId\":\"m\",\"context\":{\"ip\":\"1.2.3.4\"},\"n\":1.50}"))
                .isEqualTo("{\"messageId\":\"m\",\"context\":{\"ip\":\"1.2.3.4\"," + MARKED + "},\"n\":1.50}");
        assertThat(on("{\"messageId\":\"m\"}")).isEqualTo("{\"messageId\":\"m\",\"context\":{" + MARKED + "}}");
    }

    @Test
    void takesThePlaceOfAnEarlierOne() {
        assertThat(on(on("{\"context\":{\"replay\":{\"id\":\"another\"}}}")))
                .isEqualTo("{\"context\":{" + MARKED + "}}");
    }

    @Test
    void leavesAloneWhatIsNoObject() {
        assertThat(on("[1]")).isEqualTo("[1]");
        assertThat(on("nothing readable")).isEqualTo("nothing readable");
    }

    @Test
    void staysWhenCodeMakesAnotherEvent() {
        Message event = Writing.message("m", "u", Instant.EPOCH);
        Treatment treatment =
                events -> List.of(new Treatment.Treated(List.of(event.with("{\"made\":true}".getBytes(UTF_8))), null));

        Treatment.Treated treated = mark.on(treatment).treat(List.of(event)).get(0);

        assertThat(new String(treated.messages().get(0).payload(), UTF_8))
                .isEqualTo("{\"made\":true,\"context\":{" + MARKED + "}}");
        assertThat(treated.messages().get(0).messageId()).isEqualTo("m");
    }
}
