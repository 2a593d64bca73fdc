package io.cairo.delivery;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Hides secrets in what is shown of a request, in each form in which a request may carry them. */
final class Veil {
    private static final String STARS = "***";
    private static final Pattern TELLING =
            Pattern.compile("(?i)authorization|cookie|x-sentry-auth|.*(key|token|secret|password|signature|credential).*");

    private final List<String> secrets;

    /** @param secrets as the settings hold them */
    Veil(Collection<String> secrets) {
        Set<String> forms = new LinkedHashSet<>();
        for (String secret : secrets) {
            forms.add(secret);
            forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
            forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
            forms.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        }
        this.secrets = forms.stream()
                .filter(form -> !form.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** A text without the secrets. */
    String over(String text) {
        String shown = text;
        for (String secret : secrets) {
            shown = shown.replace(secret, STARS);
        }
        return shown;
    }

    /** Headers by name, without the secrets; of those that only say who is calling no value is left. */
    Map<String, String> over(Map<String, String> headers) {
        Map<String, String> shown = new TreeMap<>();
        headers.forEach((name, value) ->
                shown.put(name, TELLING.matcher(name).matches() ? scheme(value) + STARS : over(value)));
        return shown;
    }

    /** {@code Bearer}, {@code Basic}: no secret, and good to know. */
    private static String scheme(String value) {
        int space = value.indexOf(' ');
        return space > 0 && value.substring(0, space).matches("[A-Za-z][A-Za-z0-9-]{1,30}")
                ? value.substring(0, space + 1)
                : "";
    }
}
