package io.cairo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    @ParameterizedTest
    @ValueSource(strings = {"key", "key:", "key:secret"})
    void readsBasicWithAndWithoutAColon(String pair) {
        assertThat(keys(Map.of("Authorization", "Basic " + base64(pair)), Map.of()))
                .containsExactly("key");
    }

    @Test
    void ordersTheFormsAsTheContractDoes() {
        Map<String, String> headers = Map.of("Authorization", "Bearer d", "X-Write-Key", "b:x", "X-API-Key", "c");

        assertThat(keys(headers, Map.of("writeKey", "e"))).containsExactly("b", "c", "d", "e");
    }

    @Test
    void takesNothingFromNonsense() {
        assertThat(keys(Map.of("Authorization", "Basic %%%"), Map.of())).isEmpty();
        assertThat(keys(Map.of("X-Write-Key", "  "), Map.of())).isEmpty();
    }

    @Test
    void trustsOnlyThisMachineWithoutAProxy() {
        assertThat(Credentials.isLocal("127.0.0.1", Map.<String, String>of()::get))
                .isTrue();
        assertThat(Credentials.isLocal("0:0:0:0:0:0:0:1", Map.<String, String>of()::get))
                .isTrue();
        assertThat(Credentials.isLocal("10.0.0.1", Map.<String, String>of()::get))
                .isFalse();
        assertThat(Credentials.isLocal("127.0.0.1", Map.of("X-Forwarded-For", "10.0.0.1")::get))
                .isFalse();
    }

    private static List<String> keys(Map<String, String> headers, Map<String, String> query) {
        return Credentials.keys(headers::get, query::get);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
