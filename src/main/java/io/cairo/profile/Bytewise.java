package io.cairo.profile;

import java.util.Comparator;

/** Texts in the order of PostgreSQL's collation {@code "C"}: by their bytes in UTF-8, which is by their code points. */
final class Bytewise {
    static final Comparator<String> ORDER = Bytewise::compare;

    private Bytewise() {}

    private static int compare(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        for (int i = 0; i < shorter; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Character.isSurrogate(a) ? 1 : -1; // surrogates stand for the highest code points
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
