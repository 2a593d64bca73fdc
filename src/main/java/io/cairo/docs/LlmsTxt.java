package io.cairo.docs;

import io.cairo.base.Product;
import io.cairo.tool.ToolEntry;
import java.util.List;

/** The summary for language models: one line for everything there is, with a link to more. */
final class LlmsTxt {
    private final StringBuilder out = new StringBuilder(1 << 12);
    private final Surface surface;

    LlmsTxt(Surface surface) {
        this.surface = surface;
    }

    String text() {
        line("# Cairo");
        section("> " + Product.DESCRIPTION
                + ": applications send events with any Segment-compatible library, agents send,"
                + " find and route them through MCP or REST. An answer of success means that the event is on disk.");
        section("Call tools with JSON-RPC (`tools/list`, `tools/call`) at " + BaseUrl.MARKER
                + "/mcp, the key in the header"
                + " `X-Write-Key` or as a Bearer token. Every tool with a REST route does the same there. Errors name the"
                + " field and what is allowed.");
        section("## Start");
        link("Documentation", "/docs", "every tool and route with commands to paste");
        link("OpenAPI", "/openapi.json", "the REST routes, as OpenAPI 3.1");
        link("Connection", "/.well-known/mcp.json", "endpoints, authentication and protocol versions, as JSON");
        link("Health", "/health", "whether Cairo works");
        surface.categories().forEach(this::tools);
        topics("Resources", surface.resources());
        topics("Prompts", surface.prompts());
        section("## Send messages");
        Door.all().forEach(this::door);
        return out.toString();
    }

    private void tools(String title, List<ToolEntry> entries) {
        section("## Tools: " + title);
        entries.forEach(entry -> link(
                entry.name(),
                "/docs#" + entry.name(),
                firstSentence(entry.tool().description())));
    }

    private void topics(String title, List<Surface.Topic> topics) {
        if (!topics.isEmpty()) {
            section("## " + title);
            topics.forEach(topic -> link(topic.name(), "/docs#" + Surface.slug(title), topic.description()));
        }
    }

    private void door(Door door) {
        String request = door.route().kind().method() + " " + door.path();
        link(request, "/docs#" + door.id(), door.sentence());
    }

    private static String firstSentence(String description) {
        return description.split("(?<=[.]) ", 2)[0];
    }

    private void link(String name, String path, String what) {
        line("- [" + name + "](" + BaseUrl.MARKER + path + "): " + what);
    }

    private void section(String text) {
        line("");
        line(text);
        if (text.startsWith("#")) {
            line("");
        }
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
