package io.cairo.docs;

import io.cairo.base.Product;
import java.util.List;

/** How an agent comes in. */
final class ConnectSection {
    private static final String CONFIG = """
            {"mcpServers": {"cairo": {
              "type": "http",
              "url": "%s/mcp",
              "headers": {"X-Write-Key": "%s"}}}}""".formatted(BaseUrl.MARKER, Curl.KEY);
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{
                "protocolVersion":"2025-11-25","capabilities":{},
                "clientInfo":{"name":"curl","version":"1"}}}""";
    private static final String LIST = """
            {"jsonrpc":"2.0","id":2,"method":"tools/list"}""";

    private final Html html;

    ConnectSection(Html html) {
        this.html = html;
    }

    void write() {
        html.element("h2", "Connect", "id", "connect");
        html.element("p", "Claude Code, Cursor and other hosts take an address and a header:");
        html.in("pre", () -> html.code(CONFIG));
        html.table(
                List.of("Address", "For"),
                () -> html.row("/mcp", "agents, with a key of kind sk or rk")
                        .row("/mcp/account", "reading across all namespaces, with a key of kind ak")
                        .row(
                                "/api/v1/mcp",
                                "agents whose changes wait for approval, with a key of role editor or admin")
                        .row("/api/v2", "the same tools over REST"));
        html.in("p", this::handshake);
        Page.curl(html, Curl.rpc(INITIALIZE));
        html.element("p", "What the key may call:");
        Page.curl(html, Curl.rpc(LIST));
    }

    private void handshake() {
        html.text(
                "The transport is streamable HTTP without sessions: every request stands alone. Up to 2025-11-25 clients"
                        + " begin with initialize, which may be left out here. Versions that are spoken:");
        String before = " ";
        for (String version : Product.PROTOCOLS) {
            html.text(before).element("span", version, "class", "whole");
            before = ", ";
        }
        html.text(".");
    }
}
