package io.cairo.destination.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.cairo.base.JsonTree;
import io.cairo.destination.Outcome;
import io.cairo.destination.Outcome.Kind;
import io.cairo.destination.Parcel;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Vendors as they are at their worst, over a real connection. */
class VendorTrapsIT {
    @RegisterExtension
    static final WireMockExtension VENDOR =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static final List<Parcel> THREE =
            List.of(Sample.event("track", "m-1"), Sample.event("track", "m-2"), Sample.event("track", "m-3"));

    /** A connector as its file has it, but for the address, which is named by that setting. */
    private static Sending<?> sending(String type, String address) {
        Sample<?> sample = Sample.all()
                .filter(one -> one.connector().type().equals(type))
                .findFirst()
                .orElseThrow();
        return sending(sample, address);
    }

    private static <S extends Record> Sending<S> sending(Sample<S> sample, String address) {
        JsonObject here = JsonTree.JSON
                .createObjectBuilder()
                .add(address, VENDOR.baseUrl())
                .build();
        String config = sample.changed(here).toString().replace("https://oauth2.googleapis.com", VENDOR.baseUrl());
        return new Sending<>(sample.connector(), JsonTree.readObject(config.getBytes(StandardCharsets.UTF_8)));
    }

    private static void answers(ResponseDefinitionBuilder answer) {
        VENDOR.stubFor(any(anyUrl()).willReturn(answer));
    }

    private static ResponseDefinitionBuilder status(int status, String body) {
        return aResponse().withStatus(status).withBody(body);
    }

    @Test
    void aSuccessHidesRecordsThatWereNotTaken() throws IOException {
        answers(status(
                200,
                "{\"FailedRecordCount\":1,\"Records\":[{\"SequenceNumber\":\"1\"},"
                        + "{\"ErrorCode\":\"ProvisionedThroughputExceededException\"},{\"SequenceNumber\":\"3\"}]}"));

        try (Sending<?> kinesis = sending("kinesis", "endpoint")) {
            assertThat(kinesis.send(THREE)).containsExactly(Kind.OK, Kind.RETRY, Kind.OK);
        }
    }

    @Test
    void aBadRequestHidesEventsThatWereTaken() throws IOException {
        answers(
                status(
                        400,
                        "{\"code\":400,\"error\":\"some data points failed\",\"num_records_imported\":2,"
                                + "\"failed_records\":[{\"index\":1,\"field\":\"properties.time\",\"message\":\"invalid\"}],\"status\":\"Bad\"}"));

        try (Sending<?> mixpanel = sending("mixpanel", "base_url")) {
            assertThat(mixpanel.send(THREE)).containsExactly(Kind.OK, Kind.REJECTED, Kind.OK);
        }
    }

    @Test
    void theTimeToTryAgainIsADate() throws IOException {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(90).atOffset(ZoneOffset.UTC));
        answers(status(429, "{\"code\":\"rate_limit_exceeded\"}").withHeader("Retry-After", date));

        try (Sending<?> attio = sending("attio", "base_url")) {
            List<Outcome> outcomes = attio.outcomes(List.of(Sample.event("identify", "m-1")));
            assertThat(outcomes).singleElement().satisfies(outcome -> {
                assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
                assertThat(outcome.after()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(90));
            });
        }
    }

    @Test
    void whatIsTooLargeTogetherIsTakenApart() throws IOException {
        VENDOR.stubFor(
                post(anyUrl()).atPriority(1).withRequestBody(containing("m-2")).willReturn(status(413, "")));
        VENDOR.stubFor(post(anyUrl()).atPriority(2).willReturn(status(202, "{}")));

        try (Sending<?> datadog = sending("datadog", "base_url")) {
            assertThat(datadog.send(THREE)).containsOnly(Kind.SPLIT);
            assertThat(datadog.send(THREE.subList(1, 2))).containsOnly(Kind.REJECTED);
            assertThat(datadog.send(THREE.subList(2, 3))).containsOnly(Kind.OK);
        }
    }

    @Test
    void aPageThatAsksToSignInIsNoSuccess() throws IOException {
        answers(status(200, "<html>Sign in to this network</html>").withHeader("Content-Type", "text/html"));

        for (String type : List.of("kinesis", "bigquery", "segment", "salesforce")) {
            String address =
                    type.equals("kinesis") ? "endpoint" : type.equals("salesforce") ? "instance_url" : "base_url";
            try (Sending<?> sending = sending(type, address)) {
                assertThat(sending.send(THREE)).as(type).containsOnly(Kind.RETRY);
            }
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        answers(aResponse().withStatus(307).withHeader("Location", VENDOR.baseUrl() + "/elsewhere"));

        try (Sending<?> langfuse = sending("langfuse", "base_url")) {
            assertThat(langfuse.send(THREE)).containsOnly(Kind.AUTH);
        }
        VENDOR.verify(0, postRequestedFor(urlPathEqualTo("/elsewhere")));
    }

    @Test
    void aConnectionThatIsCutIsNoAnswer() {
        answers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        try (Sending<?> segment = sending("segment", "base_url")) {
            assertThatThrownBy(() -> segment.send(THREE)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aTokenIsSignedForTakenAndReplacedWhenItIsRefused() throws Exception {
        VENDOR.stubFor(post("/token").willReturn(status(200, "{\"access_token\":\"t\",\"expires_in\":3599}")));
        MappingBuilder insert = post(urlPathMatching(".*/insertAll"));
        VENDOR.stubFor(insert.inScenario("session")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("ended")
                .willReturn(status(200, "{\"kind\":\"k\"}")));
        VENDOR.stubFor(post(urlPathMatching(".*/insertAll"))
                .inScenario("session")
                .whenScenarioStateIs("ended")
                .willSetStateTo("renewed")
                .willReturn(status(401, "")));
        VENDOR.stubFor(post(urlPathMatching(".*/insertAll"))
                .inScenario("session")
                .whenScenarioStateIs("renewed")
                .willReturn(status(
                        200,
                        "{\"kind\":\"k\",\"insertErrors\":[{\"index\":2,\"errors\":[{\"reason\":\"invalid\"}]}]}")));

        try (Sending<?> bigquery = sending("bigquery", "base_url")) {
            assertThat(bigquery.send(THREE)).containsOnly(Kind.OK);
            assertThat(bigquery.send(THREE)).containsExactly(Kind.OK, Kind.OK, Kind.REJECTED);
        }

        VENDOR.verify(
                3, postRequestedFor(urlPathMatching(".*/insertAll")).withHeader("Authorization", equalTo("Bearer t")));
        List<LoggedRequest> asked = VENDOR.findAll(postRequestedFor(urlPathEqualTo("/token")));
        assertThat(asked).hasSize(2);
        String form = asked.get(0).getBodyAsString();
        JsonObject claims =
                claims(URLDecoder.decode(form.substring(form.indexOf("assertion=") + 10), StandardCharsets.UTF_8));
        assertThat(claims.getString("iss")).isEqualTo("cairo@p.iam.gserviceaccount.com");
        assertThat(claims.getString("aud")).isEqualTo(VENDOR.baseUrl() + "/token");
        assertThat(claims.getInt("exp") - claims.getInt("iat")).isEqualTo(3600);
    }

    @Test
    void aKeyPairSignsEachStatement() throws Exception {
        answers(status(200, "{\"code\":\"090001\"}"));

        try (Sending<?> snowflake = sending("snowflake", "base_url")) {
            assertThat(snowflake.send(THREE)).containsOnly(Kind.OK);
        }

        LoggedRequest sent = VENDOR.findAll(postRequestedFor(urlPathEqualTo("/api/v2/statements")))
                .get(0);
        JsonObject claims = claims(sent.getHeader("Authorization").substring("Bearer ".length()));
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(Sample.PAIR.getPublic().getEncoded());
        assertThat(claims.getString("sub")).isEqualTo("ACME-SHOP.CAIRO");
        assertThat(claims.getString("iss"))
                .isEqualTo("ACME-SHOP.CAIRO.SHA256:" + Base64.getEncoder().encodeToString(hash));
        assertThat(sent.getHeader("X-Snowflake-Authorization-Token-Type")).isEqualTo("KEYPAIR_JWT");
    }

    /** What a token claims, if its signature is right. */
    private static JsonObject claims(String token) throws Exception {
        String[] parts = token.split("\\.", -1);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(Sample.PAIR.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        return JsonTree.readObject(Base64.getUrlDecoder().decode(parts[1]));
    }
}
