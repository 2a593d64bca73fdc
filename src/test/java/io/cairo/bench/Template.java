package io.cairo.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bytes that are ready but for their identifiers: stamping costs a copy of a few hundred bytes and no parsing. */
final class Template {
    /** What stands for an identifier until it is stamped; the digit is the salt of {@link Ids#write}. */
    static final List<String> MARKS = List.of(
            "@@@@@@@@-@@@@-@@@@-@@@@-@@@@@@@@@@@0",
            "@@@@@@@@-@@@@-@@@@-@@@@-@@@@@@@@@@@1",
            "@@@@@@@@-@@@@-@@@@-@@@@-@@@@@@@@@@@2");

    private final byte[] bytes;
    private final int[][] slots;

    private Template(byte[] bytes, List<byte[]> marks) {
        this.bytes = bytes;
        this.slots = marks.stream().map(mark -> places(bytes, mark)).toArray(int[][]::new);
    }

    /** A template of text that holds {@link #MARKS}. */
    static Template of(String text) {
        List<byte[]> marks = MARKS.stream()
                .map(mark -> mark.getBytes(StandardCharsets.US_ASCII))
                .toList();
        return new Template(text.getBytes(StandardCharsets.UTF_8), marks);
    }

    /** A template of bytes that hold the identifiers of a number already. */
    static Template of(byte[] stamped, long number) {
        List<byte[]> marks = new ArrayList<>();
        for (int salt = 0; salt < MARKS.size(); salt++) {
            byte[] mark = new byte[Ids.LENGTH];
            Ids.write(number, salt, mark, 0);
            marks.add(mark);
        }
        return new Template(stamped, marks);
    }

    int length() {
        return bytes.length;
    }

    /** Copies the bytes with the identifiers of that number, and of a person; answers where they end. */
    int stamp(long number, long person, byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, bytes.length);
        for (int salt = 0; salt < slots.length; salt++) {
            for (int slot : slots[salt]) {
                Ids.write(salt == 0 ? number : person, salt, target, at + slot);
            }
        }
        return at + bytes.length;
    }

    private static int[] places(byte[] bytes, byte[] mark) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i + mark.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + mark.length, mark, 0, mark.length)) {
                found.add(i);
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }
}
