package io.cairo.mcp;

import io.cairo.base.JsonText;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.ToolRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@code GET /mcp} tells those who look in without speaking MCP: who this is and what it can do. */
final class Discovery {
    private final Dispatcher dispatcher;
    private final ToolRegistry tools;

    Discovery(Dispatcher dispatcher, ToolRegistry tools) {
        this.dispatcher = dispatcher;
        this.tools = tools;
    }

    /** Whoever wants a stream of events is told that there is none, which the specification allows. */
    Answer get(Received received) {
        try {
            String accept = received.header().apply("Accept");
            if (accept != null && accept.toLowerCase(Locale.ROOT).contains("text/event-stream")) {
                throw Refusal.of(Fault.METHOD_NOT_ALLOWED, "There is no stream of events here; use POST")
                        .with("Allow", "POST");
            }
            dispatcher.checkOrigin(received);
            return described(tools.entries(dispatcher.caller(received).rights()));
        } catch (Refusal refusal) {
            return Dispatcher.refusal(refusal);
        }
    }

    private static Answer described(List<ToolEntry> entries) {
        Map<String, List<ToolEntry>> categories = entries.stream()
                .collect(Collectors.groupingBy(Discovery::category, LinkedHashMap::new, Collectors.toList()));
        return Dispatcher.json(200, Map.of(), json -> {
            json.writeStartObject();
            json.writeStringField("name", Methods.NAME);
            json.writeStringField("version", Methods.VERSION);
            json.writeStringField("protocol", "mcp");
            json.writeStringField("protocolVersion", Version.V2024_11_05.wire());
            json.writeStringField("transport", "streamable-http");
            json.writeStringField("description", "A headless customer data platform for agents");
            json.writeObjectFieldStart("endpoints");
            json.writeStringField("mcp", "/mcp");
            json.writeStringField("rest", "/api/v2");
            json.writeEndObject();
            json.writeNumberField("tool_count", entries.size());
            json.writeObjectFieldStart("tools_by_category");
            for (Map.Entry<String, List<ToolEntry>> category : categories.entrySet()) {
                json.writeFieldName(category.getKey());
                names(category.getValue()).write(json);
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static JsonText.Writer names(List<ToolEntry> entries) {
        return json -> {
            json.writeStartArray();
            for (ToolEntry entry : entries) {
                json.writeStartObject();
                json.writeStringField("name", entry.name());
                json.writeStringField("description", entry.tool().description());
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    private static String category(ToolEntry entry) {
        return entry.category().toLowerCase(Locale.ROOT).replace(' ', '_');
    }
}
