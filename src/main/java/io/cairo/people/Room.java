package io.cairo.people;

import io.cairo.tool.Shape;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Characters that a part of an answer may take, so that all parts together stay within what an agent can take in.
 * Characters are counted as compact JSON; indented and quoted inside a message they become about half as many again.
 */
final class Room {
    private int left;

    Room(int characters) {
        left = characters;
    }

    /** Whether there is still room for a value with so many characters around it; if so, it is taken. */
    boolean takes(JsonValue value, int around) {
        int size = value.toString().length() + around;
        if (size > left) {
            return false;
        }
        left -= size;
        return true;
    }

    /** The first of the rows, as many as there is room for. */
    static <T extends Record> List<T> first(List<T> rows, Shape<T> shape, int characters) {
        Room room = new Room(characters);
        List<T> first = new ArrayList<>();
        for (T row : rows) {
            if (!room.takes(shape.encode(row), 1)) {
                break;
            }
            first.add(row);
        }
        return first;
    }
}
