package io.cairo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VeilTest {
    private final Veil veil = new Veil(List.of("s3cret/with \"quotes\"", "s3cret"));

    @Test
    void hidesASecretInEveryForm() {
        assertThat(veil.over("https://a.b/s3cret?c=s3cret%2Fwith+%22quotes%22")).isEqualTo("https://a.b/***?c=***");
        assertThat(veil.over("{\"key\":\"s3cret/with \\\"quotes\\\"\"}")).isEqualTo("{\"key\":\"***\"}");
        assertThat(veil.over("token=czNjcmV0")).isEqualTo("token=***");
    }

    @Test
    void leavesNothingOfHeadersThatSayWhoIsCalling() {
        Map<String, String> shown = veil.over(Map.of(
                "Authorization", "Basic dXNlcjpwYXNz",
                "X-Api-Key", "another",
                "X-Other", "a s3cret",
                "Content-Type", "application/json"));

        assertThat(shown)
                .containsEntry("Authorization", "Basic ***")
                .containsEntry("X-Api-Key", "***")
                .containsEntry("X-Other", "a ***")
                .containsEntry("Content-Type", "application/json");
    }

    @Test
    void leavesWhatIsNoSecret() {
        assertThat(new Veil(List.of()).over("everything")).isEqualTo("everything");
    }
}
