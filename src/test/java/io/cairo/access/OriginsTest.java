package io.cairo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OriginsTest {
    private final Origins origins = new Origins(Set.of("https://console.example"));

    @Test
    void allowsThisMachineAndTheListButNotWhateverCallsItselfByTheSameName() {
        assertThat(origins.allow(null)).isTrue();
        assertThat(origins.allow("https://cairo.example")).isFalse();
        assertThat(origins.allow("http://127.0.0.1:3000")).isTrue();
        assertThat(origins.allow("https://console.example")).isTrue();
        assertThat(origins.allow("https://evil.example")).isFalse();
        assertThat(origins.allow("http://127.0.0.1.evil.example")).isFalse();
        assertThat(origins.allow("null")).isFalse();
    }

    @Test
    void trustsThisMachineOnlyUnderItsOwnName() {
        assertThat(Origins.isLocal("127.0.0.1", Map.of("Host", "localhost:8080")::get))
                .isTrue();
        assertThat(Origins.isLocal("127.0.0.1", Map.of("Host", "[::1]:8080")::get))
                .isTrue();
        assertThat(Origins.isLocal("127.0.0.1", Map.of("Host", "rebound.evil.example:8080")::get))
                .isFalse();
        assertThat(Origins.isLocal("10.0.0.1", Map.of("Host", "localhost:8080")::get))
                .isFalse();
        assertThat(Origins.isLocal("127.0.0.1", Map.of("Host", "localhost", "X-Forwarded-For", "1.2.3.4")::get))
                .isFalse();
        assertThat(Origins.isLocal("127.0.0.1", Map.of("Host", "localhost", "Origin", "https://evil.example")::get))
                .isFalse();
    }
}
