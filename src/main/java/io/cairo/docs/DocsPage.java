package io.cairo.docs;

import io.cairo.base.Product;
import io.cairo.context.Overview;
import io.cairo.tool.ToolEntry;
import java.util.List;

/** The documentation: one page, so that one search finds everything. */
final class DocsPage {
    private final Html html = new Html();
    private final Surface surface;

    DocsPage(Surface surface) {
        this.surface = surface;
    }

    String text() {
        return Page.of(html, "Cairo: documentation", "Every tool and every route of Cairo, and how to connect", () -> {
            html.in(
                    "div",
                    () -> {
                        html.in("nav", this::contents, "aria-label", "Contents");
                        html.in("main", this::main);
                    },
                    "class",
                    "page");
        });
    }

    private void contents() {
        html.in("div", () -> {
            html.element("p", "Start");
            html.in("ul", () -> {
                entry("connect", "Connect");
                entry("keys", "Keys and rights");
                entry("errors", "Errors");
                entry("programs", "For programs");
            });
        });
        surface.categories().forEach(this::category);
        html.in("div", () -> {
            html.element("p", "For applications");
            html.in("ul", () -> entry("ingestion", "Send messages"));
        });
        surface.overviews()
                .forEach(overview -> html.in("div", () -> {
                    html.element("p", overview.title());
                    html.in(
                            "ul",
                            () -> entry(
                                    Surface.slug(overview.title()),
                                    "All " + overview.rows().size()));
                }));
        topics("Resources", surface.resources());
        topics("Prompts", surface.prompts());
    }

    private void category(String title, List<ToolEntry> entries) {
        html.in("div", () -> {
            html.element("p", title);
            html.in("ul", () -> entries.forEach(entry -> entry(entry.name(), entry.name())));
        });
    }

    private void topics(String title, List<Surface.Topic> topics) {
        if (!topics.isEmpty()) {
            html.in("div", () -> {
                html.element("p", title);
                html.in("ul", () -> entry(Surface.slug(title), "All " + topics.size()));
            });
        }
    }

    private void entry(String id, String text) {
        html.in("li", () -> html.link("#" + id, text));
    }

    private void main() {
        html.element("h1", "Cairo").element("p", Product.DESCRIPTION + ".", "class", "lead");
        html.in(
                "p",
                () -> html.text("This server is at ")
                        .code(BaseUrl.MARKER)
                        .text("; in the commands below, put your key in the place of ")
                        .code(Curl.KEY)
                        .text("."));
        new ConnectSection(html).write();
        new KeySection(html).write();
        new ErrorSection(html).write();
        programs();
        ToolSection tools = new ToolSection(html);
        surface.categories().forEach((title, entries) -> {
            html.element("h2", title, "id", "tools-" + Surface.slug(title));
            entries.forEach(tools::write);
        });
        new IngestSection(html).write();
        surface.overviews().forEach(this::overview);
        described("Resources", surface.resources());
        described("Prompts", surface.prompts());
        html.element("footer", Product.NAME + " " + Product.VERSION);
    }

    private void programs() {
        html.element("h2", "For programs", "id", "programs")
                .in(
                        "ul",
                        () -> Page.PLACES.forEach((path, what) -> {
                            if (!path.equals("/docs")) {
                                Page.place(html, path, what);
                            }
                        }));
    }

    private void overview(Overview overview) {
        html.element("h2", overview.title(), "id", Surface.slug(overview.title()));
        html.element("p", overview.introduction());
        html.table(
                overview.columns(),
                () -> overview.rows()
                        .forEach(row ->
                                html.row(row.get(0), row.subList(1, row.size()).toArray(String[]::new))));
    }

    private void described(String title, List<Surface.Topic> topics) {
        if (topics.isEmpty()) {
            return;
        }
        html.element("h2", title, "id", Surface.slug(title));
        html.in(
                "dl",
                () -> topics.forEach(topic -> {
                    html.in("dt", () -> html.code(topic.name()).element("span", topic.title()));
                    html.element("dd", topic.description());
                }));
    }
}
