package io.cairo.docs;

import io.cairo.tool.Tool.Hint;
import io.cairo.tool.ToolEntry;
import java.util.ArrayList;
import java.util.List;

/** A tool: what it does, what it takes, what it gives, and how it is called both ways. */
final class ToolSection {
    private final Html html;

    ToolSection(Html html) {
        this.html = html;
    }

    void write(ToolEntry entry) {
        html.in("h3", () -> html.code(entry.name()), "id", entry.name());
        html.element("p", facts(entry), "class", "facts");
        html.element("p", entry.tool().description());
        arguments(Rows.of(entry.arguments().schema()));
        results(Rows.of(entry.result().schema()));
        html.element("h4", "MCP");
        Page.curl(html, Curl.mcp(entry));
        Twin.of(entry).ifPresent(twin -> {
            html.in("h4", () -> html.text("REST: " + twin.method() + " ").code(twin.path()));
            Page.curl(html, Curl.rest(twin));
        });
    }

    private static String facts(ToolEntry entry) {
        List<String> facts = new ArrayList<>(
                List.of(entry.tool().title(), "needs the right " + entry.right().wire()));
        for (Hint hint : entry.tool().hints()) {
            facts.add(
                    switch (hint) {
                        case READ_ONLY -> "changes nothing";
                        case DESTRUCTIVE -> "may destroy";
                        case IDEMPOTENT -> "may be repeated";
                        case OPEN_WORLD -> "reaches other systems";
                    });
        }
        return String.join(" \u00b7 ", facts);
    }

    private void arguments(List<Rows.Row> rows) {
        html.element("h4", "Arguments");
        if (rows.isEmpty()) {
            html.element("p", "None.");
            return;
        }
        html.in("dl", () -> rows.forEach(this::argument));
    }

    private void argument(Rows.Row row) {
        html.in("dt", () -> {
            html.code(row.name()).element("span", row.type());
            if (row.required()) {
                html.element("span", "required", "class", "required");
            }
        });
        html.in("dd", () -> {
            html.text(row.doc());
            if (!row.allowed().isEmpty()) {
                html.element("div", "Allowed: " + row.allowed(), "class", "faint");
            }
        });
    }

    private void results(List<Rows.Row> rows) {
        html.element("h4", "Result");
        html.in("ul", () -> rows.forEach(this::result), "class", "fields");
    }

    private void result(Rows.Row row) {
        html.in("li", () -> {
            html.code(row.name()).text(" " + row.type() + (row.required() ? "" : ", optional"));
            html.text(row.doc().isEmpty() ? "" : ": " + row.doc());
            html.text(row.allowed().isEmpty() ? "" : " (" + row.allowed() + ")");
        });
    }
}
