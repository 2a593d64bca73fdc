package io.cairo.tool;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names as Java, JSON and people write them. */
public final class Names {
    private static final int SHOWN = 40;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.:+/-]+");

    private Names() {}

    /** {@code userEmail} as {@code user_email}. */
    static String snake(String camel) {
        StringBuilder snake = new StringBuilder(camel.length() + 4);
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            if (Character.isUpperCase(c)) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(c));
        }
        return snake.toString();
    }

    /** Whether a text is one short word, number or time: nothing that could be a person's or a secret. */
    static boolean isWord(String text) {
        return text.length() <= SHOWN && WORD.matcher(text).matches();
    }

    /** What came from outside, short and on one line. */
    public static String shown(String name) {
        String cut = name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "...";
        StringBuilder shown = new StringBuilder(cut.length());
        cut.chars().forEach(c -> shown.append(Character.isISOControl(c) ? ' ' : (char) c));
        return shown.toString();
    }

    /** The known name that differs least from what came, if any is near enough to be meant. */
    public static Optional<String> nearest(String came, Collection<String> known) {
        if (came.length() > SHOWN) {
            return Optional.empty();
        }
        String snake = snake(came);
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(snake, name)))
                .filter(name -> distance(snake, name) <= Math.max(2, Math.min(name.length(), snake.length()) / 3)
                        || name.contains(snake)
                        || snake.contains(name));
    }

    /** How many letters must be changed, added or removed to come from one to the other. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
