package io.cairo.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BodyTest {
    @Test
    void readsABodyWholeAndOneThatIsTooLongJustBeyondTheLimit() throws IOException {
        assertThat(Body.read(new ByteArrayInputStream(new byte[40_000]), 100_000))
                .hasSize(40_000);
        assertThat(Body.read(new ByteArrayInputStream(new byte[40_000]), 20_000))
                .hasSize(20_001);
        assertThat(Body.read(new ByteArrayInputStream(new byte[0]), 10)).isEmpty();
    }

    @Test
    void endsABodyThatDripsHoweverRegularlyItDoes() {
        AtomicLong now = new AtomicLong();
        InputStream drip = new InputStream() {
            @Override
            public int read() {
                now.addAndGet(Duration.ofSeconds(4).toNanos());
                return 'x';
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                into[offset] = (byte) read();
                return 1;
            }
        };

        assertThatThrownBy(() -> Body.read(drip, 1_000, now::get))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(Problem.Code.REQUEST_TIMEOUT));
    }
}
