package io.cairo.destination.kit;

import io.cairo.base.Problem;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks settings. Each check takes null for a setting that was left out, and never shows the value. */
public final class Checks {
    private static final Pattern CREDENTIAL = Pattern.compile("[\\x21-\\x7e]{1,4096}");

    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}]");
    private static final Pattern CERTIFICATE =
            Pattern.compile("(?s)\\s*-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]{1,30000}-----END CERTIFICATE-----\\s*"
                    + "(-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]{1,30000}-----END CERTIFICATE-----\\s*){0,9}");

    private Checks() {}

    /** @throws Problem unless it can stand in a header or a query: ASCII without spaces */
    public static void credential(String setting, @Nullable String value) {
        if (value != null && !CREDENTIAL.matcher(value).matches()) {
            throw Problem.invalid(setting, "must be 1 to 4096 ASCII characters without spaces; copy it again");
        }
    }

    /** @throws Problem unless the whole value matches */
    public static void matches(String setting, @Nullable String value, String pattern, String allowed) {
        if (value != null && !value.matches(pattern)) {
            throw Problem.invalid(setting, "must be " + allowed);
        }
    }

    /** @throws Problem unless it is an http or https address that paths can be added to */
    public static void base(String setting, @Nullable URI value) {
        if (value == null) {
            return;
        }
        String scheme = String.valueOf(value.getScheme());
        boolean web = scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http");
        if (!web || value.getHost() == null || value.getRawUserInfo() != null) {
            throw Problem.invalid(setting, "must begin with https:// or http:// and a host, without a user");
        }
        if (value.getRawQuery() != null || value.getRawFragment() != null) {
            throw Problem.invalid(setting, "must end before ? and #; paths are added to it");
        }
    }

    /** @throws Problem unless it can be the host of an address: a name, or an address in digits */
    public static void host(String setting, @Nullable String value) {
        if (value != null && !HOST.matcher(value).matches()) {
            throw Problem.invalid(setting, "must be a host's name or its address in digits, without a port");
        }
    }

    /** @throws Problem unless it is a certificate in PEM */
    public static void certificate(String setting, @Nullable String value) {
        if (value != null && !CERTIFICATE.matcher(value).matches()) {
            throw Problem.invalid(setting, "must be a certificate in PEM, beginning with -----BEGIN CERTIFICATE-----");
        }
    }

    /** @throws Problem unless it is an https address of one of these hosts, or http of this machine for tests */
    public static void hook(String setting, URI value, List<String> hosts, String path) {
        base(setting, value);
        boolean local = List.of("127.0.0.1", "localhost", "[::1]").contains(value.getHost());
        boolean known = "https".equalsIgnoreCase(value.getScheme()) && hosts.contains(value.getHost());
        if (!(known || local) || !value.getRawPath().startsWith(path)) {
            throw Problem.invalid(setting, "must begin with https://" + hosts.get(0) + path);
        }
    }

    /** @throws Problem if one of two settings came without the other */
    public static void together(String one, @Nullable Object first, String other, @Nullable Object second) {
        if ((first == null) != (second == null)) {
            String missing = first == null ? one : other;
            throw Problem.invalid(missing, "is missing; " + one + " and " + other + " only work together");
        }
    }

    /** @throws Problem unless all its values are texts */
    public static void names(String setting, @Nullable JsonObject value) {
        if (value != null && !value.values().stream().allMatch(JsonString.class::isInstance)) {
            throw Problem.invalid(setting, "must be an object whose values are names, as texts");
        }
    }

    /** @throws Problem if the setting was left out although another one needs it */
    public static void needed(String setting, @Nullable Object value, String why) {
        if (value == null) {
            throw Problem.invalid(setting, "is missing: " + why);
        }
    }
}
