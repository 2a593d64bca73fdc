package io.cairo.base;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the members of one JSON object are in its text. Only the text of a machine is understood, without blanks around
 * names and colons. What is inside of a member is only counted through: whoever puts it elsewhere has it read again.
 */
public final class JsonMembers {
    private static final int ENDS = 3;
    private static final int MOST = 1_000;

    private final byte[] json;
    /** Of each member: where its name begins, where its value does, and where that ends. */
    private int[] places = new int[16 * ENDS];

    private int count;

    private JsonMembers(byte[] json) {
        this.json = json;
    }

    /** Null if it is not one such object from its first byte to its last, or has a name with an escape in it, or very many members. */
    public static @Nullable JsonMembers of(byte[] json) {
        JsonMembers members = new JsonMembers(json);
        return members.scan() ? members : null;
    }

    /** The whole text, which must not be changed. */
    public byte[] json() {
        return json;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** Where a member begins, with its name. */
    public int begin(int member) {
        return places[member * ENDS] - 1;
    }

    /** Where its value begins. */
    public int value(int member) {
        return places[member * ENDS + 1];
    }

    /** Where it ends. */
    public int end(int member) {
        return places[member * ENDS + 2];
    }

    /** What its name says. */
    public String name(int member) {
        return new String(json, nameBegin(member), nameLength(member), StandardCharsets.UTF_8);
    }

    /** Whether a member has that name, which is given in UTF-8. */
    public boolean isNamed(int member, byte[] name) {
        int from = nameBegin(member);
        return nameLength(member) == name.length && Arrays.equals(json, from, from + name.length, name, 0, name.length);
    }

    /** Which one has the name that a member of another object has; -1 if none. */
    public int find(JsonMembers other, int member) {
        int from = other.nameBegin(member);
        int length = other.nameLength(member);
        for (int i = 0; i < count; i++) {
            int begin = nameBegin(i);
            if (nameLength(i) == length
                    && Arrays.equals(json, begin, begin + length, other.json, from, from + length)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a member stands in the text as one of another object does in its own. */
    public boolean isSame(int member, JsonMembers other, int others) {
        return Arrays.equals(json, begin(member), end(member), other.json, other.begin(others), other.end(others));
    }

    /** Writes members, one after the other, up to another one; the first of them belongs into an object that was begun. */
    public void copy(int first, int behind, JsonWriter to) {
        if (first < behind) {
            to.raw(json, begin(first), end(behind - 1));
        }
    }

    private int nameBegin(int member) {
        return places[member * ENDS];
    }

    private int nameLength(int member) {
        return places[member * ENDS + 1] - 2 - places[member * ENDS];
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
        int name = from < json.length && json[from] == '"' ? Utf8.special(json, from + 1, json.length) : json.length;
        if (name + 1 >= json.length || json[name] != '"' || json[name + 1] != ':') {
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

    /** The comma or bracket that ends a value; -1 if there is none. */
    private int valueEnd(int from) {
        int depth = 0;
        int at = from;
        while (at < json.length) {
            byte one = json[at];
            if (one == '"') {
                at = stringEnd(at);
            } else if (one == '{' || one == '[') {
                depth++;
            } else if (depth == 0 && (one == ',' || one == '}' || one == ']')) {
                return at;
            } else if (one == '}' || one == ']') {
                depth--;
            }
            at++;
        }
        return -1;
    }

    /** The quote that ends a string; the end of all if there is none. */
    private int stringEnd(int quote) {
        int at = Utf8.special(json, quote + 1, json.length);
        while (at < json.length && json[at] == '\\') {
            at = Utf8.special(json, at + 2, json.length);
        }
        return at;
    }
}
