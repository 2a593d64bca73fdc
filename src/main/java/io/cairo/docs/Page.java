package io.cairo.docs;

import java.util.LinkedHashMap;
import java.util.Map;

/** What every page has around its own. */
final class Page {
    private static final String ICON =
            "data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 16 16%22%3E"
                    + "%3Cpath d=%22M8 1 15 15H1z%22 fill=%22%23c2702a%22/%3E%3C/svg%3E";

    /** Where things are, and what they are. */
    static final Map<String, String> PLACES = places();

    private Page() {}

    private static Map<String, String> places() {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("/docs", "how to connect, every tool and every route, with commands to paste");
        places.put("/llms.txt", "the same in short, for a language model");
        places.put("/openapi.json", "the REST routes, as OpenAPI 3.1");
        places.put("/.well-known/mcp.json", "how to connect, as JSON");
        places.put("/mcp", "the MCP endpoint; with a key, GET tells what is there");
        places.put("/health", "whether Cairo works");
        return places;
    }

    static void place(Html html, String path, String what) {
        html.in("li", () -> html.link(path, path).text(": " + what));
    }

    /** A whole page; {@code body} writes into the writer that is given here too. */
    static String of(Html html, String title, String description, Runnable body) {
        html.in(
                "html",
                () -> {
                    html.in("head", () -> {
                        html.empty("meta", "charset", "utf-8");
                        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
                        html.empty("meta", "name", "description", "content", description);
                        html.element("title", title);
                        html.empty("link", "rel", "icon", "href", ICON);
                        html.element("style", Style.SHEET);
                    });
                    html.in("body", body);
                },
                "lang",
                "en");
        return "<!DOCTYPE html>\n" + html + "\n";
    }

    static void curl(Html html, Curl curl) {
        html.in("pre", () -> html.code(curl.text()), "data-right", curl.right().wire());
    }
}
