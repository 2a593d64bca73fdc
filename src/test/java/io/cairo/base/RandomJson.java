package io.cairo.base;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Makes up JSON of the kind that breaks parsers, right or with a few bytes that are wrong. */
public final class RandomJson {
    private static final String[] SPACES = {"", "", "", "", " ", "\n", "\r\n", "\t", " \r \n"};
    private static final String[] KEYS = {
        "a",
        "b",
        "userId",
        "user\\u0049d",
        "",
        "\\u0000",
        "\\ud800",
        "\\ud83d\\ude00",
        "😀",
        "é",
        "Aa",
        "BB",
        "a\\/b",
        "a/b",
        "a rather long key of more than forty characters",
        "properties",
        "eightchr"
    };
    private static final String[] PIECES = {
        "x",
        "plain text of some length",
        "é",
        "日本",
        "😀",
        "\\u00e9",
        "\\ud83d\\ude00",
        "\\ud83d",
        "\\ude00",
        "\\uD83D\\n",
        "\\n",
        "\\\"",
        "\\\\",
        "\\/",
        "/",
        "\\b\\f\\r\\t",
        "\\u0000",
        "\\u001f",
        "\\u007F",
        "\u007f",
        "\u2028",
        "\uFFFD",
        "\uFFFF",
        "\uE000",
        "\uD7FF",
        "{[,:]}",
        "eight by",
        "'",
        "\\u0022",
        "\\u005C"
    };
    private static final String[] NUMBERS = {
        "0",
        "-0",
        "1",
        "-1",
        "10",
        "12345",
        "1.5",
        "-0.0",
        "0.1",
        "10.00",
        "1e5",
        "1E+5",
        "1e-5",
        "1.25e-400",
        "1e400",
        "-1e131071",
        "123456789012345",
        "1234567890123456",
        "999999999999999999",
        "1000000000000000000",
        "12345678901234567890123",
        "0.30000000000000004",
        "9007199254740993",
        "123456.789012345",
        "0.00000000000001",
        "4.9e-324",
        "1.7976931348623157e308",
        "-123456789.12345",
        "1.00000000000000000000000000000000000000000000000000000000001"
    };

    private final Random random;

    public RandomJson(Random random) {
        this.random = random;
    }

    /** An object or, seldom, another value. */
    byte[] right() {
        String text = random.nextInt(8) == 0 ? value(3) : object(4);
        return (space() + text + space()).getBytes(StandardCharsets.UTF_8);
    }

    /** The same with one to three bytes changed, left out, put in or cut off behind. */
    byte[] wrong() {
        byte[] bytes = right();
        for (int i = 1 + random.nextInt(3); i > 0 && bytes.length > 0; i--) {
            bytes = mutated(bytes, random.nextInt(bytes.length));
        }
        return bytes;
    }

    private byte[] mutated(byte[] bytes, int place) {
        int kind = random.nextInt(8);
        int behind = kind < 5 ? 1 : kind == 5 ? 0 : kind == 6 ? 1 : bytes.length - place;
        int put = kind < 6 ? 1 : 0;
        byte[] mutated = new byte[bytes.length - behind + put];
        System.arraycopy(bytes, 0, mutated, 0, place);
        System.arraycopy(bytes, place + behind, mutated, place + put, bytes.length - place - behind);
        if (put == 1) {
            mutated[place] = wrongByte();
        }
        return mutated;
    }

    private byte wrongByte() {
        String structure = "{}[]:,\"\\ u0e.-+tfn\n1";
        return random.nextBoolean()
                ? (byte) structure.charAt(random.nextInt(structure.length()))
                : (byte) random.nextInt(256);
    }

    /** Any value, of at most so many levels. */
    public String value(int levels) {
        return switch (random.nextInt(levels == 0 ? 6 : 10)) {
            case 0 -> random.nextBoolean() ? "true" : "false";
            case 1 -> "null";
            case 2, 3 -> one(NUMBERS);
            case 4, 5 -> text(PIECES, 4);
            case 6, 7 -> array(levels - 1);
            default -> object(levels - 1);
        };
    }

    /** An object, likewise. */
    public String object(int levels) {
        StringBuilder object = new StringBuilder("{").append(space());
        int members = random.nextInt(5);
        for (int i = 0; i < members; i++) {
            object.append(i == 0 ? "" : ",").append(space());
            object.append(random.nextInt(3) > 0 ? text(KEYS, 1) : text(PIECES, 3))
                    .append(space());
            object.append(':').append(space()).append(value(levels)).append(space());
        }
        return object.append('}').toString();
    }

    private String array(int levels) {
        StringBuilder array = new StringBuilder("[").append(space());
        int elements = random.nextInt(4);
        for (int i = 0; i < elements; i++) {
            array.append(i == 0 ? "" : ",")
                    .append(space())
                    .append(value(levels))
                    .append(space());
        }
        return array.append(']').toString();
    }

    private String text(String[] words, int most) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            text.append(one(words));
        }
        return text.append('"').toString();
    }

    private String space() {
        return one(SPACES);
    }

    private String one(String[] words) {
        return words[random.nextInt(words.length)];
    }
}
