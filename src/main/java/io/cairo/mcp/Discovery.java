package io.cairo.mcp;

import io.cairo.base.JsonText;
import io.cairo.base.Product;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.ToolRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@code GET /mcp} tells those who look in without speaking MCP: who this is and what it can do. */
final class Discovery {
    private final Admission admission;
    private final ToolRegistry tools;

    Discovery(Admission admission, ToolRegistry tools) {
        this.admission = admission;
        this.tools = tools;
    }

    /** Whoever wants a stream of events is told that there is none, which the specification allows. */
    Answer get(Endpoint endpoint, Received received) {
        try {
            if (received.acceptsEvents()) {
                throw Refusal.of(Fault.METHOD_NOT_ALLOWED, "There is no stream of events here; use POST")
                        .with("Allow", "POST");
            }
            admission.checkOrigin(received);
            Narrowing narrowing = Narrowing.of(received, tools);
            return described(
                    endpoint,
                    tools.entries(admission.caller(endpoint, received).rights()).stream()
                            .filter(narrowing::shows)
                            .toList());
        } catch (Refusal refusal) {
            return Dispatcher.refusal(refusal);
        }
    }

    private static Answer described(Endpoint endpoint, List<ToolEntry> entries) {
        Map<String, List<ToolEntry>> categories = entries.stream()
                .collect(Collectors.groupingBy(Narrowing::toolset, LinkedHashMap::new, Collectors.toList()));
        return Dispatcher.json(200, Map.of(), json -> {
            json.writeStartObject();
            json.writeStringField("name", Product.NAME);
            json.writeStringField("version", Product.VERSION);
            json.writeStringField("protocol", "mcp");
            json.writeStringField("protocolVersion", endpoint.usual().wire());
            json.writeArrayFieldStart("protocolVersions");
            for (String version : Eras.served()) {
                json.writeString(version);
            }
            json.writeEndArray();
            json.writeStringField("transport", "streamable-http");
            json.writeStringField("description", Product.DESCRIPTION);
            json.writeObjectFieldStart("endpoints");
            json.writeStringField("mcp", endpoint.path());
            json.writeStringField("discovery", "/.well-known/mcp.json");
            json.writeStringField("llms_txt", "/llms.txt");
            json.writeStringField("docs", "/docs");
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
}
