package io.cairo.docs;

import static io.cairo.base.JsonTree.JSON;

import io.cairo.base.Product;
import io.cairo.tool.ToolEntry;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.stream.Collectors;

/** How to connect, for programs that look at {@code /.well-known/mcp.json}. */
final class McpJson {
    private final Surface surface;

    McpJson(Surface surface) {
        this.surface = surface;
    }

    JsonObject json() {
        return JSON.createObjectBuilder()
                .add("name", Product.NAME)
                .add("version", Product.VERSION)
                .add("description", Product.DESCRIPTION)
                .add("protocol", "mcp")
                .add("protocolVersion", Product.PROTOCOLS.get(0))
                .add("protocolVersions", JSON.createArrayBuilder(Product.PROTOCOLS))
                .add("transport", transport())
                .add("endpoints", endpoints())
                .add("discovery", discovery())
                .add("capabilities", capabilities())
                .build();
    }

    private static JsonObjectBuilder transport() {
        return JSON.createObjectBuilder()
                .add("type", "streamable-http")
                .add("url", BaseUrl.MARKER + "/mcp")
                .add(
                        "authentication",
                        JSON.createObjectBuilder()
                                .add("type", "header")
                                .add("header", "X-Write-Key")
                                .add(
                                        "description",
                                        "An API key; also as Authorization: Bearer or Basic, or in X-API-Key"));
    }

    private static JsonObjectBuilder endpoints() {
        return JSON.createObjectBuilder()
                .add("mcp", BaseUrl.MARKER + "/mcp")
                .add("account", BaseUrl.MARKER + "/mcp/account")
                .add("governed", BaseUrl.MARKER + "/api/v1/mcp")
                .add("rest", BaseUrl.MARKER + "/api/v2");
    }

    private static JsonObjectBuilder discovery() {
        return JSON.createObjectBuilder()
                .add("tools_list", BaseUrl.MARKER + "/mcp (GET)")
                .add("llms_txt", BaseUrl.MARKER + "/llms.txt")
                .add("docs", BaseUrl.MARKER + "/docs")
                .add("openapi", BaseUrl.MARKER + "/openapi.json")
                .add("health", BaseUrl.MARKER + "/health");
    }

    private JsonObjectBuilder capabilities() {
        JsonObjectBuilder capabilities = JSON.createObjectBuilder();
        surface.categories().forEach((title, entries) -> capabilities.add(Surface.slug(title), titles(entries)));
        return capabilities;
    }

    private static String titles(List<ToolEntry> entries) {
        return entries.stream().map(entry -> entry.tool().title()).collect(Collectors.joining(", "));
    }
}
