package io.cairo.people;

import io.cairo.base.JsonTree;
import io.cairo.tool.SentSize;
import io.cairo.tool.Shape;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Characters that a part of an answer may take as it is sent, so that all parts together stay within what an agent takes in. */
final class Room {
    /** A part's values lie in a list of an object of the answer. */
    private static final int LEVEL = 4;

    private long left;

    Room(long characters) {
        left = characters;
    }

    /** Whether there is still room for a value, and before it a name; if so, it is taken. */
    boolean takes(String name, JsonValue value) {
        long size = SentSize.of(value, LEVEL) + SentSize.of(JsonTree.JSON.createValue(name)) + SentSize.place(LEVEL);
        if (size > left) {
            return false;
        }
        left -= size;
        return true;
    }

    /** The first of the rows, as many as there is room for. */
    static <T extends Record> List<T> first(List<T> rows, Shape<T> shape, long characters) {
        Room room = new Room(characters);
        List<T> first = new ArrayList<>();
        for (T row : rows) {
            if (!room.takes("", shape.encode(row))) {
                break;
            }
            first.add(row);
        }
        return first;
    }
}
