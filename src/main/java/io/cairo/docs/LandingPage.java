package io.cairo.docs;

import io.cairo.base.Product;

/** The page at the root: what this is, one command to try, and where the rest is. */
final class LandingPage {
    private final Html html = new Html();
    private final Surface surface;

    LandingPage(Surface surface) {
        this.surface = surface;
    }

    String text() {
        return Page.of(
                html,
                "Cairo",
                Product.DESCRIPTION,
                () -> html.in("div", () -> html.in("main", this::main), "class", "page plain"));
    }

    private void main() {
        html.element("h1", "Cairo").element("p", Product.DESCRIPTION + ".", "class", "lead");
        html.element(
                "p",
                "Applications send events with any Segment-compatible library. Agents work through MCP: %d tools that send"
                                .formatted(surface.tools().size())
                        + " events, find them again, and deliver them to destinations. There is no user interface.");
        html.element("h2", "Try it").element("p", "Send an event; the answer means that it is on disk:");
        Page.curl(html, Curl.delivery("/v1/track", "{\"userId\":\"u1\",\"event\":\"Signed Up\"}"));
        html.in(
                "p",
                () -> html.text("and see what an agent can do here. ")
                        .code(Curl.KEY)
                        .text(" is a key; as long as none was made, any word is one, on the machine of Cairo itself:"));
        Page.curl(html, Curl.rpc("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"));
        html.element("h2", "Where things are")
                .in("ul", () -> Page.PLACES.forEach((path, what) -> Page.place(html, path, what)));
        html.element("footer", Product.NAME + " " + Product.VERSION);
    }
}
