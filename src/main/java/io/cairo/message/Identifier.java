package io.cairo.message;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One name of a person: a user id, an anonymous id, an email, or an id of another system.
 *
 * @param type {@link #USER_ID}, {@link #ANONYMOUS_ID}, {@link #EMAIL}, or any other type that an application made up
 * @param value as identifiers are compared: an email is in lower case
 */
public record Identifier(String type, String value) {
    public static final String USER_ID = "userId";
    public static final String ANONYMOUS_ID = "anonymousId";
    public static final String EMAIL = "email";

    private static final Map<String, String> LETTERS = Map.of(USER_ID, "u", ANONYMOUS_ID, "a", EMAIL, "e");
    private static final Pattern CUSTOM = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    public static Identifier userId(String value) {
        return new Identifier(USER_ID, value);
    }

    public static Identifier anonymousId(String value) {
        return new Identifier(ANONYMOUS_ID, value);
    }

    /** An email however it is written. */
    public static Identifier email(String written) {
        return new Identifier(EMAIL, written.strip().toLowerCase(Locale.ROOT));
    }

    /** What a name may be the name of, if nobody says: a user id, an email, an anonymous id; the likeliest first. */
    public static List<Identifier> readings(String name) {
        return name.indexOf('@') > 0
                ? List.of(userId(name), email(name), anonymousId(name))
                : List.of(userId(name), anonymousId(name));
    }

    /** Whether an application may use that type for ids of its own; the three built-in ones have fields of their own. */
    public static boolean isCustomType(String type) {
        return CUSTOM.matcher(type).matches() && !LETTERS.containsKey(type);
    }

    /**
     * The identifier as one text, unique among all of a namespace and of the same form as {@link Message#subject()}: {@code
     * u:} and a user id, {@code a:} and an anonymous id, {@code e:} and an email, {@code x:type:} and any other.
     */
    public String key() {
        String letter = LETTERS.get(type);
        return letter == null ? "x:" + type + ":" + value : letter + ":" + value;
    }

    /** The identifier with that key. */
    public static Identifier ofKey(String key) {
        String letter = key.substring(0, 1);
        if (letter.equals("x")) {
            int colon = key.indexOf(':', 2);
            return new Identifier(key.substring(2, colon), key.substring(colon + 1));
        }
        return LETTERS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(letter))
                .findFirst()
                .map(entry -> new Identifier(entry.getKey(), key.substring(2)))
                .orElseThrow(() -> new IllegalArgumentException("not the key of a person's identifier"));
    }
}
