package io.cairo.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    private final Deadlines deadlines = new Deadlines();
    private final List<String> bodies = new ArrayList<>();
    private final List<Exchange> taken = new ArrayList<>();

    @Test
    void handsOnTheBodyHoweverItIsAnnouncedAndComes() throws IOException {
        for (int length : new int[] {0, 1, 3, 16_384, 16_385, 65_000, 200_000}) {
            String body = "b".repeat(length);

            read(new FakeContext(body, length));
            read(new FakeContext(body, -1));

            assertThat(bodies).as("%d bytes", length).containsExactly(body, body);
            bodies.clear();
        }
    }

    @Test
    void takesNoMoreThanIsAllowed() throws IOException {
        FakeContext context = new FakeContext("b".repeat(500_000), -1);

        read(context);

        assertThat(bodies).isEmpty();
        assertThat(context.answers()).singleElement().asString().contains("send the events in several requests");
        assertThat(deadlines.count()).isZero();
    }

    @Test
    void oneThatIsAnsweredIsForgottenAtOnce() throws IOException {
        FakeContext context = new FakeContext("body", 4);
        read(context);
        assertThat(deadlines.count()).isEqualTo(1);

        taken.get(0).answer(Reply.OK);

        assertThat(deadlines.count()).isZero();
        assertThat(context.timeout())
                .as("the container keeps what it is to end")
                .isZero();
    }

    @Test
    void oneThatTakesTooLongIsAnsweredAndWhatComesLaterIsNot() throws IOException {
        FakeContext waiting = new FakeContext("body", 4);
        read(waiting);

        deadlines.look(System.nanoTime());
        assertThat(waiting.answers()).isEmpty();
        deadlines.look(System.nanoTime() + Deadlines.EACH.toNanos() + 1);
        taken.get(0).answer(Reply.OK);

        assertThat(waiting.answers()).singleElement().asString().contains("send the same request again");
        assertThat(waiting.completed()).isEqualTo(1);
        assertThat(deadlines.count()).isZero();
    }

    @Test
    void oneWhoseBodyNeverEndsIsToldSo() throws IOException {
        FakeContext silent = new FakeContext("half of it", 100);
        BodyReader.begin(Exchange.begin(silent.context(), deadlines), 100_000, body -> bodies.add("whole"));
        silent.input().comes();

        deadlines.look(System.nanoTime() + Deadlines.EACH.toNanos() + 1);

        assertThat(silent.answers()).singleElement().asString().contains("longer than 20 seconds");
        assertThat(bodies).isEmpty();
    }

    @Test
    void oneWithoutABodyHasADeadlineToo() {
        FakeContext pixel = new FakeContext("", 0);
        Exchange.begin(pixel.context(), deadlines).whole();

        deadlines.look(System.nanoTime() + Deadlines.EACH.toNanos() + 1);

        assertThat(pixel.answers()).singleElement().asString().contains("send the same request again");
    }

    @Test
    void oneThatBrokeOffIsToldSoOnceAndTheRestOfItIsNotTaken() throws IOException {
        FakeContext cut = new FakeContext("half of it", 100);
        BodyReader.begin(Exchange.begin(cut.context(), deadlines), 100_000, body -> bodies.add("whole"));
        cut.input().comes();

        cut.input().breaksOff();
        cut.input().breaksOff();
        cut.input().ends();

        assertThat(cut.answers()).singleElement().asString().contains("before its body was whole");
        assertThat(bodies).isEmpty();
    }

    @Test
    void oneThatCannotBeEndedKeepsNoOther() throws IOException {
        FakeContext broken = new FakeContext("body", 4);
        broken.breaks();
        FakeContext other = new FakeContext("body", 4);
        read(broken);
        read(other);

        deadlines.look(System.nanoTime() + Deadlines.EACH.toNanos() + 1);

        assertThat(other.completed()).isEqualTo(1);
        assertThat(deadlines.count()).isZero();
    }

    private void read(FakeContext context) throws IOException {
        Exchange exchange = Exchange.begin(context.context(), deadlines);
        BodyReader.begin(exchange, 300_000, body -> {
            taken.add(exchange);
            bodies.add(new String(body, StandardCharsets.UTF_8));
        });
        context.input().comes();
        context.input().ends();
    }
}
