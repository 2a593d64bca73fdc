package io.cairo.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "localhost:8080, , http://localhost:8080",
        "cairo.example.com, https, https://cairo.example.com",
        "cairo.example.com, HTTPS, https://cairo.example.com",
        "cairo.example.com, 'https, http', https://cairo.example.com",
        "cairo.example.com, javascript, http://cairo.example.com",
        "my_cairo:80, http, http://my_cairo:80",
        "[::1]:8080, , http://[::1]:8080"
    })
    void isWhatTheClientCalledUs(String host, String forwarded, String url) {
        assertThat(of(host, forwarded)).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "\"><script>alert(1)</script>",
                "x'; rm -rf / #",
                "evil.example/path",
                "user@host",
                "host:port",
                "host:123456",
                "a\\b",
                "$(id)",
                "`id`",
                "h\u00f6st",
                "[::1",
                "]",
                "javascript:alert(1)",
                "a\tb"
            })
    void neverRepeatsWhatIsNoHost(String host) {
        assertThat(of(host, null)).isEqualTo("http://localhost:8080");
    }

    @Test
    void knowsItselfWhereNobodySaid() {
        assertThat(BaseUrl.of(name -> null, 18080).text()).isEqualTo("http://localhost:18080");
    }

    private static String of(String host, @Nullable String forwarded) {
        Map<String, @Nullable String> headers = new HashMap<>();
        headers.put("Host", host);
        headers.put("X-Forwarded-Proto", forwarded);
        return BaseUrl.of(headers::get, 8080).text();
    }
}
