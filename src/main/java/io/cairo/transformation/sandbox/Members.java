package io.cairo.transformation.sandbox;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the members of one JSON object are in its text. Only the text of a machine is understood, without blanks around
 * names and colons. What is inside of a member is only counted through: whoever puts it elsewhere has it read again.
 */
final class Members {
    private static final int ENDS = 3;
    private static final int MOST = 1_000;

    private final byte[] json;
    /** Of each member: where its name begins, where its value does, and where that ends. */
    private int[] places = new int[16 * ENDS];

    private int count;

    private Members(byte[] json) {
        this.json = json;
    }

    /** Null if it is not one such object from its first byte to its last, or has a name with an escape in it, or very many members. */
    static @Nullable Members of(byte[] json) {
        Members members = new Members(json);
        return members.scan() ? members : null;
    }

    int count() {
        return count;
    }

    /** The member with its name. */
    int begin(int member) {
        return places[member * ENDS] - 1;
    }

    int end(int member) {
        return places[member * ENDS + 2];
    }

    boolean isNamed(int member, byte[] name) {
        int from = places[member * ENDS];
        return Arrays.equals(json, from, nameEnd(member), name, 0, name.length);
    }

    /** Which one has the name that a member of another object has; -1 if none. */
    int find(Members other, int member) {
        int from = other.places[member * ENDS];
        int to = other.nameEnd(member);
        for (int i = 0; i < count; i++) {
            if (Arrays.equals(json, places[i * ENDS], nameEnd(i), other.json, from, to)) {
                return i;
            }
        }
        return -1;
    }

    private int nameEnd(int member) {
        return places[member * ENDS + 1] - 2;
    }

    private boolean scan() {
        if (json.length < 2 || json[0] != '{') {
            return false;
        }
        if (json[1] == '}') {
            return json.length == 2;
        }
        int at = 0;
        while (at < json.length && json[at] != '}') {
            at = member(at + 1);
            if (at < 0 || count > MOST) {
                return false;
            }
        }
        return at == json.length - 1;
    }

    /** Where the comma or bracket after the member stands; -1 if it is none. */
    private int member(int from) {
        int name = from < json.length && json[from] == '"' ? stringEnd(from) : -1;
        if (name < 0 || name + 1 >= json.length || json[name + 1] != ':' || hasEscape(from + 1, name)) {
            return -1;
        }
        int end = valueEnd(name + 2);
        if (end <= name + 2 || json[end] == ']') {
            return -1;
        }
        add(from + 1, name + 2, end);
        return end;
    }

    private void add(int name, int value, int end) {
        if ((count + 1) * ENDS > places.length) {
            places = Arrays.copyOf(places, places.length * 2);
        }
        places[count * ENDS] = name;
        places[count * ENDS + 1] = value;
        places[count * ENDS + 2] = end;
        count++;
    }

    private boolean hasEscape(int from, int to) {
        for (int i = from; i < to; i++) {
            if (json[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    /** The comma or bracket that ends a value; -1 if there is none. */
    private int valueEnd(int from) {
        int depth = 0;
        for (int i = from; i >= 0 && i < json.length; i++) {
            byte one = json[i];
            if (one == '"') {
                i = stringEnd(i);
                if (i < 0) {
                    return -1;
                }
            } else if (one == '{' || one == '[') {
                depth++;
            } else if (depth == 0 && (one == ',' || one == '}' || one == ']')) {
                return i;
            } else if (one == '}' || one == ']') {
                depth--;
            }
        }
        return -1;
    }

    /** The quote that ends a string; -1 if there is none. */
    private int stringEnd(int quote) {
        for (int i = quote + 1; i < json.length; i++) {
            if (json[i] == '"') {
                return i;
            }
            if (json[i] == '\\') {
                i++;
            }
        }
        return -1;
    }
}
