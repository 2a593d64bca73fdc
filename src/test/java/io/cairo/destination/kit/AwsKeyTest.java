package io.cairo.destination.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.destination.HttpCall;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the requests that AWS has published with their signatures. */
class AwsKeyTest {
    private static final AwsKey SUITE = new AwsKey("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null);
    private static final AwsKey S3 =
            new AwsKey("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", null);

    /** @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-test-suite.html">The test suite</a> */
    @ParameterizedTest
    @CsvSource({
        "GET,  '',                                5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "GET,  '?Param2=value2&Param1=value1',    b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        "POST, '',                                5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
    })
    void signsTheSuite(String method, String query, String signature) {
        HttpCall call = call(method, "https://example.amazonaws.com/" + query, Map.of(), "");

        HttpCall signed = SUITE.seal("us-east-1", "service").signed(call, Instant.parse("2015-08-30T12:36:00Z"));

        assertThat(signed.headers().get("Authorization"))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                        + " SignedHeaders=host;x-amz-date, Signature=" + signature);
        assertThat(signed.headers()).containsEntry("X-Amz-Date", "20150830T123600Z");
    }

    /** @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">Examples of S3</a> */
    @Test
    void signsAnObjectOfS3() {
        Map<String, String> headers =
                Map.of("Date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class", "REDUCED_REDUNDANCY");
        HttpCall call = call(
                "PUT", "https://examplebucket.s3.amazonaws.com/test%24file.text", headers, "Welcome to Amazon S3.");

        HttpCall signed = S3.seal("us-east-1", "s3").signed(call, Instant.parse("2013-05-24T00:00:00Z"));

        assertThat(signed.headers().get("Authorization"))
                .endsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }

    @Test
    void signsTheSessionTokenToo() {
        AwsKey key = new AwsKey("AKIDEXAMPLE", "secret", "session");

        HttpCall signed = key.seal("eu-west-3", "kinesis")
                .signed(call("POST", "https://kinesis.example.com/", Map.of(), "{}"), Instant.EPOCH);

        assertThat(signed.headers()).containsEntry("X-Amz-Security-Token", "session");
        assertThat(signed.headers().get("Authorization"))
                .contains("SignedHeaders=host;x-amz-date;x-amz-security-token,")
                .doesNotContain("secret,");
        assertThat(key.toString()).isEqualTo("AKIDEXAMPLE");
    }

    private static HttpCall call(String method, String uri, Map<String, String> headers, String body) {
        return new HttpCall(
                method, URI.create(uri), headers, body.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(1));
    }
}
