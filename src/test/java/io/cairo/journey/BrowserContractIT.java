package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What client libraries in browsers ask for besides taking events. */
@Journey
class BrowserContractIT {
    @Test
    void answersSelfMetricsOfTheBrowserLibraryAndKeepsNothing(Wire wire, Space space) {
        Wire.Answer answer = wire.post("/v1/m", "{\"series\":[{\"type\":\"Counter\",\"metric\":\"x\",\"value\":1}]}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isNotNull();
        assertThat(space.messageIds()).isEmpty();
    }

    @Test
    void answersAPreflightForTheHeadersThatBrowsersSend(Wire wire) {
        Wire.Answer answer = wire.options(
                "/v1/t",
                "Origin",
                "https://shop.example",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization,content-type,x-retry-count");

        assertThat(answer.status()).isBetween(200, 204);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .containsIgnoringCase("authorization")
                .containsIgnoringCase("content-type")
                .containsIgnoringCase("x-retry-count");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void letsPagesReadAnswersAndErrorsWithTheirRetryAfter(Wire wire) {
        Wire.Answer good = wire.post("/v1/t", "{\"event\":\"E\",\"userId\":\"u\"}");
        Wire.Answer bad = wire.post("/v1/t", "no json");

        for (Wire.Answer answer : List.of(good, bad)) {
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(answer.header("Access-Control-Expose-Headers")).containsIgnoringCase("Retry-After");
        }
    }

    @Test
    void tellsTheBrowserLibraryWhereToDeliver(Wire wire) {
        JsonObject settings = wire.get("/v1/projects/KEY/settings").json();
        JsonObject own = settings.getJsonObject("integrations").getJsonObject("Segment.io");

        assertThat(own.getString("apiKey")).isEqualTo("KEY");
        assertThat("http://" + own.getString("apiHost")).startsWith(wire.url());
        assertThat(own.getString("protocol")).isEqualTo("http");
        assertThat(wire.get("/projects/KEY/settings").status()).isEqualTo(200);
    }

    @Test
    void tellsRudderStackClientsTheirSource(Wire wire) {
        for (String path : List.of("/sourceConfig?writeKey=KEY", "/sourceConfig/?p=npm&v=3&writeKey=KEY")) {
            Wire.Answer answer = wire.get(path);

            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.json().getJsonObject("source").getString("writeKey"))
                    .isEqualTo("KEY");
        }
    }
}
