package io.cairo.mcp;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.cairo.access.Caller.Right;
import io.cairo.base.JsonText;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.ToolRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The answer to {@code tools/list}, made once for each set of rights and form. */
final class ToolList {
    private record Key(Set<Right> rights, boolean structured) {}

    private final Map<Key, SerializedString> made = new ConcurrentHashMap<>();
    private final ToolRegistry tools;

    ToolList(ToolRegistry tools) {
        this.tools = tools;
    }

    /** Writes the tools for which these rights are enough, as this version knows tools. */
    void write(JsonGenerator json, Set<Right> rights, Version version) throws IOException {
        Key key = new Key(Set.copyOf(rights), version.knowsStructuredResults());
        json.writeRawValue(made.computeIfAbsent(key, this::make));
    }

    private SerializedString make(Key key) {
        byte[] list = JsonText.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("tools");
            for (ToolEntry entry : tools.entries(key.rights())) {
                write(json, entry, key.structured());
            }
            json.writeEndArray();
            json.writeEndObject();
        });
        return new SerializedString(new String(list, StandardCharsets.UTF_8));
    }

    /** One tool. */
    static void write(JsonGenerator json, ToolEntry entry, boolean structured) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", entry.name());
        json.writeStringField("title", entry.tool().title());
        json.writeStringField("description", entry.tool().description());
        json.writeFieldName("inputSchema");
        JsonText.write(json, entry.arguments().schema());
        if (structured) {
            json.writeFieldName("outputSchema");
            JsonText.write(json, entry.result().answerSchema());
        }
        json.writeObjectFieldStart("annotations");
        json.writeBooleanField("readOnlyHint", entry.hints(Tool.Hint.READ_ONLY));
        json.writeBooleanField("destructiveHint", entry.hints(Tool.Hint.DESTRUCTIVE));
        json.writeBooleanField("idempotentHint", entry.hints(Tool.Hint.IDEMPOTENT));
        json.writeBooleanField("openWorldHint", entry.hints(Tool.Hint.OPEN_WORLD));
        json.writeEndObject();
        json.writeEndObject();
    }
}
