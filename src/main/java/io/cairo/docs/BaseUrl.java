package io.cairo.docs;

import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address under which a client reached this server, as the client or its proxy names it. It holds nothing that HTML,
 * JSON, Markdown or a quoted word of a shell would read as anything but itself.
 */
record BaseUrl(String text) {
    /** Stands for the address in what is rendered before any request comes. */
    static final String MARKER = "http://cairo.invalid";

    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

    /**
     * @param header a header's value by name, null if absent
     * @param port where the request came in, for callers that name no host or none that can be one
     */
    static BaseUrl of(Function<String, @Nullable String> header, int port) {
        String host = header.apply("Host");
        boolean named = host != null && HOST.matcher(host).matches();
        return new BaseUrl(scheme(header.apply("X-Forwarded-Proto")) + "://" + (named ? host : "localhost:" + port));
    }

    /** Cairo itself speaks plain HTTP; of several proxies the first is the one that the client spoke to. */
    private static String scheme(@Nullable String forwarded) {
        return forwarded != null && forwarded.split(",", 2)[0].strip().equalsIgnoreCase("https") ? "https" : "http";
    }
}
