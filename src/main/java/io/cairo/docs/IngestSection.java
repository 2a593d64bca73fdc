package io.cairo.docs;

import java.util.List;
import java.util.stream.Collectors;

/** Where applications deliver messages. */
final class IngestSection {
    private final Html html;

    IngestSection(Html html) {
        this.html = html;
    }

    void write() {
        html.element("h2", "Send messages", "id", "ingestion");
        html.element(
                "p",
                "Segment's HTTP API, with any content type, gzip or not. Point any Segment-compatible library at this server."
                        + " 200 means that what was accepted is on disk. A messageId that comes again counts as a duplicate and"
                        + " is stored once, so that whatever failed may be sent again.");
        html.in(
                "p",
                () -> html.text("A message may also have ")
                        .code("messageId")
                        .text(", ")
                        .code("timestamp")
                        .text(", ")
                        .code("context")
                        .text(", ")
                        .code("integrations")
                        .text(" and ")
                        .code("namespace")
                        .text("."));
        Door.all().forEach(this::door);
    }

    private void door(Door door) {
        html.element("h3", door.title(), "id", door.id());
        html.in("p", () -> html.text(door.route().kind().method() + " ").code(door.path()), "class", "facts");
        html.element("p", door.sentence());
        Page.curl(html, door.curl());
        List<String> others = door.paths().subList(1, door.paths().size());
        if (!others.isEmpty()) {
            html.element("p", "The same: " + others.stream().collect(Collectors.joining(", ")), "class", "faint");
        }
    }
}
