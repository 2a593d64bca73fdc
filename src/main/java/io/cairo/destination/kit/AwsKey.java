package io.cairo.destination.kit;

import io.cairo.destination.HttpCall;
import io.cairo.destination.Seal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A key of Amazon's, or of somebody's who speaks as Amazon does, that signs requests by Signature Version 4. A path is signed
 * as it is sent, which is right for S3 and for services that know only {@code /}.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create a signed
 *     request</a>
 */
public record AwsKey(String id, String secret, @Nullable String sessionToken) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";

    /** Signs calls to a service; S3 wants the body's hash as a header. */
    public Seal seal(String region, String service) {
        return (call, now) -> {
            HttpCall dated = call.with("X-Amz-Date", TIME.format(now));
            dated = sessionToken == null ? dated : dated.with("X-Amz-Security-Token", sessionToken);
            dated = service.equals("s3") ? dated.with("X-Amz-Content-Sha256", hash(call.body())) : dated;
            return signed(dated, TIME.format(now), region, service);
        };
    }

    private HttpCall signed(HttpCall call, String time, String region, String service) {
        Map<String, String> headers = new TreeMap<>();
        call.headers()
                .forEach((name, value) ->
                        headers.put(name.toLowerCase(Locale.ROOT), value.strip().replaceAll(" +", " ")));
        headers.put("host", call.uri().getRawAuthority());
        String names = String.join(";", headers.keySet());
        String scope = time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
        String toSign = String.join("\n", ALGORITHM, time, scope, hash(utf8(canonical(call, headers, names))));
        String signature = HexFormat.of().formatHex(hmac(key(scope), toSign));
        return call.with(
                "Authorization",
                ALGORITHM + " Credential=" + id + "/" + scope + ", SignedHeaders=" + names + ", Signature="
                        + signature);
    }

    private static String canonical(HttpCall call, Map<String, String> headers, String names) {
        String lines = headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining());
        URI uri = call.uri();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return String.join("\n", call.method(), path, query(uri), lines, names, hash(call.body()));
    }

    private static String query(URI uri) {
        return uri.getRawQuery() == null
                ? ""
                : Arrays.stream(uri.getRawQuery().split("&", -1))
                        .map(part -> part.contains("=") ? part : part + "=")
                        .sorted()
                        .collect(Collectors.joining("&"));
    }

    private byte[] key(String scope) {
        byte[] key = utf8("AWS4" + secret);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return key;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Names the key, never its secret. */
    @Override
    public String toString() {
        return id;
    }
}
