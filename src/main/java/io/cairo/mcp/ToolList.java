package io.cairo.mcp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairo.base.JsonText;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Writes tools as {@code tools/list} shows them, each of them made once for each form. */
final class ToolList {
    private static final int HOUR_MILLIS = 3_600_000;

    private record Key(String tool, boolean structured, boolean titled, Endpoint endpoint, boolean held) {}

    private final Map<Key, String> made = new ConcurrentHashMap<>();
    private final Toolset toolset;

    ToolList(Toolset toolset) {
        this.toolset = toolset;
    }

    /** Writes the tools for which the caller's rights are enough and that its client wants to see. */
    Result of(Call call, boolean governed) {
        return Result.of(json -> {
            json.writeArrayFieldStart("tools");
            for (ToolEntry entry : toolset.visible(call)) {
                boolean held = governed && toolset.isHeld(entry);
                json.writeRawValue(made.computeIfAbsent(key(call, entry, held), key -> make(key, entry)));
            }
            json.writeEndArray();
            Result.cache(json, call, HOUR_MILLIS, false);
        });
    }

    private static Key key(Call call, ToolEntry entry, boolean held) {
        return new Key(
                entry.name(),
                call.version().knowsStructuredResults(),
                call.version().knowsTitles(),
                call.endpoint(),
                held);
    }

    private String make(Key key, ToolEntry entry) {
        JsonObject input = toolset.input(key.endpoint(), entry);
        @Nullable
        JsonObject output = key.structured() && !key.held() && !entry.answersInBlocks()
                ? toolset.output(key.endpoint(), entry)
                : null;
        return new String(
                JsonText.bytes(json -> write(json, entry, key.titled(), input, output)), StandardCharsets.UTF_8);
    }

    /** One tool. */
    static void write(
            JsonGenerator json, ToolEntry entry, boolean titled, JsonObject input, @Nullable JsonObject output)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", entry.name());
        if (titled) {
            json.writeStringField("title", entry.tool().title());
        }
        json.writeStringField("description", entry.tool().description());
        json.writeFieldName("inputSchema");
        JsonText.write(json, input);
        if (output != null) {
            json.writeFieldName("outputSchema");
            JsonText.write(json, output);
        }
        json.writeObjectFieldStart("annotations");
        if (!titled) {
            json.writeStringField("title", entry.tool().title());
        }
        json.writeBooleanField("readOnlyHint", entry.hints(Tool.Hint.READ_ONLY));
        json.writeBooleanField("destructiveHint", entry.hints(Tool.Hint.DESTRUCTIVE));
        json.writeBooleanField("idempotentHint", entry.hints(Tool.Hint.IDEMPOTENT));
        json.writeBooleanField("openWorldHint", entry.hints(Tool.Hint.OPEN_WORLD));
        json.writeEndObject();
        json.writeEndObject();
    }
}
