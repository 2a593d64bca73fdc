package io.cairo.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:34:56.789999Z, 2026-01-31T12:34:56.789Z",
        "1969-12-31T23:59:59.001Z, 1969-12-31T23:59:59.001Z",
        "0099-02-03T04:05:06Z, 0099-02-03T04:05:06.000Z",
        "+10000-01-01T00:00:00Z, +10000-01-01T00:00:00.000Z",
    })
    void writesThreeDecimals(String time, String written) {
        assertThat(Times.written(Instant.parse(time))).isEqualTo(written);
    }
}
