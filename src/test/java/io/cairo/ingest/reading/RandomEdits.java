package io.cairo.ingest.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cairo.base.JsonMembers;
import io.cairo.base.RandomJson;
import io.cairo.message.Edit;
import io.cairo.message.Message;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes up events, and what a stage may have made of some of their members, in good faith or not. */
final class RandomEdits {
    /** With all that the reader knows. */
    private static final List<String> NAMES = List.of(
            "properties",
            "properties",
            "traits",
            "context",
            "integrations",
            "type",
            "event",
            "name",
            "messageId",
            "userId",
            "anonymousId",
            "groupId",
            "previousId",
            "namespace",
            "timestamp",
            "originalTimestamp",
            "sentAt",
            "receivedAt",
            "writeKey",
            "_sanitized",
            "email",
            "sanitized",
            "__proto__",
            "",
            "fresh",
            "größe",
            "😀",
            "a/b",
            "\\u0061");

    private static final List<String> OBJECTS = List.of("properties", "traits", "context", "integrations");
    private static final List<String> EMAILS =
            List.of("\"email\"", "\"email\"", "\"e\\u006dail\"", "\"Email\"", "\"traits\"", "\"externalIds\"");

    private final Random random;
    private final RandomJson json;

    RandomEdits(Random random) {
        this.random = random;
        this.json = new RandomJson(random);
    }

    /** Whether the next event comes in a batch. */
    boolean isInBatch() {
        return random.nextInt(4) == 0;
    }

    /** An event that the reader may take. */
    String event() {
        List<String> members = new ArrayList<>(List.of("\"type\":\"track\"", "\"userId\":\"u\"", "\"event\":\"e\""));
        for (String name : some(NAMES, 6)) {
            members.add(quoted(name) + ":" + (random.nextInt(20) == 0 ? hostile() : fitting(name)));
        }
        Collections.shuffle(members, random);
        return "{" + String.join(",", members) + "}";
    }

    /** A batch of one event that inherits something, or nothing. */
    String batch() {
        StringBuilder batch = new StringBuilder("{");
        if (random.nextBoolean()) {
            batch.append("\"context\":").append(told()).append(',');
        }
        if (random.nextInt(3) == 0) {
            batch.append("\"integrations\":").append(json.object(2)).append(',');
        }
        if (random.nextBoolean()) {
            batch.append("\"sentAt\":")
                    .append(random.nextBoolean() ? "\" \"" : json.value(0))
                    .append(',');
        }
        return batch.append("\"batch\":[").append(event()).append("]}").toString();
    }

    /** What a stage makes of a message that it was given some members of; null if that is no edit. */
    @Nullable
    Edit edit(Message message) {
        JsonMembers before = JsonMembers.of(message.payload());
        if (before == null) {
            return null;
        }
        BitSet given = new BitSet();
        List<String> returned = new ArrayList<>();
        for (int member = 0; member < before.count(); member++) {
            if (random.nextInt(OBJECTS.contains(before.name(member)) ? 2 : 12) == 0) {
                given.set(member);
                returned.addAll(madeOf(before, member));
            }
        }
        some(NAMES, 2).forEach(name -> returned.add(quoted(name) + ":" + any(name)));
        JsonMembers now = JsonMembers.of(bytes(returned));
        return now == null || !isMine(before, given, now) ? null : Edit.of(before, given, now);
    }

    private List<String> madeOf(JsonMembers before, int member) {
        String name = before.name(member);
        return switch (random.nextInt(6)) {
            case 0 -> List.of();
            case 1 -> List.of(new String(before.json(), before.begin(member), length(before, member), UTF_8));
            default -> List.of(quoted(name) + ":" + any(name));
        };
    }

    private static int length(JsonMembers members, int member) {
        return members.end(member) - members.begin(member);
    }

    private byte[] bytes(List<String> returned) {
        if (random.nextInt(4) == 0) {
            Collections.shuffle(returned, random);
        }
        byte[] bytes = ("{" + String.join(",", returned) + "}").getBytes(UTF_8);
        if (random.nextInt(8) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** As the sandbox makes sure. */
    private static boolean isMine(JsonMembers before, BitSet given, JsonMembers now) {
        for (int member = 0; member < now.count(); member++) {
            int known = before.find(now, member);
            if (now.find(now, member) != member || (known >= 0 && !given.get(known))) {
                return false;
            }
        }
        return true;
    }

    private String any(String name) {
        return random.nextInt(6) == 0 ? hostile() : random.nextInt(6) == 0 ? json.value(3) : fitting(name);
    }

    private String fitting(String name) {
        if (OBJECTS.contains(name)) {
            return random.nextInt(3) == 0 ? told() : plain();
        }
        return name.endsWith("imestamp") || name.endsWith("At")
                ? "\"2026-03-04T05:06:07.089Z\""
                : "\"%s\"".formatted(random.nextInt(3));
    }

    private String plain() {
        return "{\"price\":%d.%d,\"city\":\"Zürich 😀\",\"list\":[1,{\"a\":null}],\"o\":{\"b\":true,\"é\":\"\\n\"}}"
                .formatted(random.nextInt(100), random.nextInt(100));
    }

    /** What Cairo listens to. */
    private String told() {
        String value = switch (random.nextInt(4)) {
            case 0 -> json.object(2);
            case 1 -> "{\"email\":\"c@d.example\"}";
            case 2 -> "[{\"type\":\"crm\",\"id\":\"%d\"}]".formatted(random.nextInt(2));
            default -> "\"A%d@b.example\"".formatted(random.nextInt(2));
        };
        return "{\"x\":%s,%s:%s}".formatted(json.value(1), EMAILS.get(random.nextInt(EMAILS.size())), value);
    }

    private String hostile() {
        int levels = 60 + random.nextInt(6);
        return switch (random.nextInt(12)) {
            case 0 -> "[".repeat(levels) + "]".repeat(levels);
            case 1 -> "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
            case 2 -> "[".repeat(2_100) + "]".repeat(2_100);
            case 3 -> "{\"long\":\"" + "x".repeat(31_000 + random.nextInt(2_500)) + "\"}";
            case 4 -> "{\"a\":1e400,\"b\":\"\\ud800\",\"c\":\"\\u0000\"}";
            case 5 -> "{\"a\":" + "9".repeat(60 + random.nextInt(10)) + "}";
            case 6 -> "{\"a\":1,\"b\":{\"c\":1,\"\\u0063\":2}}";
            case 7 -> "{\"a\\u0000\":1,\"a\uFFFD\":2}";
            case 8 -> "\uFEFF{}";
            case 9 -> List.of("null", "[]", "7", "true", "\"\"", "{}").get(random.nextInt(6));
            case 10 -> "{\"a\":1]";
            default -> " " + json.value(3) + " ";
        };
    }

    private List<String> some(List<String> of, int most) {
        int count = random.nextInt(most + 1);
        return random.ints(count, 0, of.size()).mapToObj(of::get).toList();
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
