package io.cairo.destination.connector;

import io.cairo.base.Problem;
import io.cairo.tool.Names;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which headers a destination may set. Those that steer the connection or carry the signature are not among them. */
final class HeaderNames {
    private static final Set<String> ALLOWED =
            Set.of("accept", "accept-language", "api-key", "apikey", "authorization", "user-agent");
    private static final Set<String> REFUSED =
            Set.of("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "x-http-method-override");
    private static final Pattern OWN = Pattern.compile("x-[a-z0-9-]{1,60}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{1,4096}");
    private static final int MOST = 32;

    private HeaderNames() {}

    /** @throws Problem INVALID_ARGUMENT if a header may not be set or its value cannot be sent */
    static void check(@Nullable JsonObject headers) {
        if (headers == null) {
            return;
        }
        if (headers.size() > MOST) {
            throw Problem.invalid(
                    "headers", "must have at most %d; %d came; leave some out".formatted(MOST, headers.size()));
        }
        headers.forEach(HeaderNames::check);
    }

    private static void check(String name, JsonValue value) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean named = ALLOWED.contains(lower) || OWN.matcher(lower).matches();
        if (!named || REFUSED.contains(lower)) {
            throw Problem.invalid(
                            "headers",
                            "a name may be Authorization, Api-Key, Accept, Accept-Language, User-Agent or begin with X-;"
                                    + " leave " + Names.shown(name) + " out or rename it")
                    .next("leave it out or begin its name with X-");
        }
        if (!(value instanceof JsonString text)
                || !VALUE.matcher(text.getString()).matches()) {
            throw Problem.invalid(
                    "headers",
                    "the value of " + Names.shown(name)
                            + " must be a text of 1 to 4096 ASCII characters, without line ends");
        }
    }
}
