package io.cairo.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.ingest.IngestTools.Track;
import io.cairo.ingest.IngestTools.TrackedMany;
import io.cairo.tool.Shape;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IngestToolsTest {
    private static final int CHARACTERS_AN_AGENT_TAKES_IN = 80_000;

    @Test
    void listsTheFirstHundredFaultsAndSaysHowManyMoreThereAre() {
        TrackedMany answer = answer(2_500);

        assertThat(answer.errors()).hasSize(100);
        assertThat(answer.errors().get(99).index()).isEqualTo(99);
        assertThat(answer.errorsOmitted()).isEqualTo(2_400);
        assertThat(answer.received()).isEqualTo(2_500);
        assertThat(2 * Shape.of(TrackedMany.class).encode(answer).toString().length())
                .isLessThan(CHARACTERS_AN_AGENT_TAKES_IN);
    }

    @Test
    void saysNothingOfFaultsThatAreAllListed() {
        assertThat(answer(3).errors()).hasSize(3);
        assertThat(answer(3).errorsOmitted()).isNull();
    }

    private static TrackedMany answer(int faults) {
        Track event = new Track("E".repeat(30_000), null, null, null, null, null, null, null);
        List<Rejected> rejected = IntStream.range(0, faults)
                .mapToObj(index -> new Rejected(index, null, "invalid_argument", "event: at most 200 characters"))
                .toList();
        return TrackedMany.of(new Batch.Outcome(faults, 0, 0, rejected), Collections.nCopies(faults, event));
    }
}
