package io.cairo.destination.kit;

import io.cairo.destination.Seal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where and as whom a service of Amazon's is called.
 *
 * @param region such as {@code eu-west-3}
 */
public record AwsAccess(String region, AwsKey key) {

    /** By the settings region ({@code us-east-1} if left out), access_key_id, secret_access_key and session_token. */
    public static AwsAccess of(
            @Nullable String region, String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {
        return new AwsAccess(
                Objects.requireNonNullElse(region, "us-east-1"),
                new AwsKey(accessKeyId, secretAccessKey, sessionToken));
    }

    /** @throws io.cairo.base.Problem INVALID_ARGUMENT unless these settings can be a region and a key */
    public static void check(
            @Nullable String region, String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {
        Checks.matches("region", region, "[a-z0-9-]+", "a region's name: eu-west-3");
        Checks.credential("access_key_id", accessKeyId);
        Checks.credential("secret_access_key", secretAccessKey);
        Checks.credential("session_token", sessionToken);
    }

    /** The region's own address of a service. */
    public String address(String service) {
        return "https://" + service + "." + region + ".amazonaws.com" + (region.startsWith("cn-") ? ".cn" : "");
    }

    /** Signs calls to a service. */
    public Seal seal(String service) {
        return key.seal(region, service);
    }
}
