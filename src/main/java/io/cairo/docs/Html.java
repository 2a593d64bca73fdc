package io.cairo.docs;

import java.util.List;

/** Writes HTML that is also well-formed XML: elements end where they should, and whatever is put in is escaped. */
final class Html {
    private final StringBuilder out = new StringBuilder(1 << 14);

    /** An element with more in it; attributes are name, value, name, value. */
    Html in(String tag, Runnable inside, String... attributes) {
        begin(tag, attributes);
        out.append('>');
        inside.run();
        out.append("</").append(tag).append('>');
        return this;
    }

    /** An element with a text in it. */
    Html element(String tag, String text, String... attributes) {
        return in(tag, () -> text(text), attributes);
    }

    /** An element that has nothing in it by its nature. */
    Html empty(String tag, String... attributes) {
        begin(tag, attributes);
        out.append("/>");
        return this;
    }

    Html text(String text) {
        out.append(escaped(text));
        return this;
    }

    Html code(String text) {
        return element("code", text);
    }

    Html link(String to, String text) {
        return element("a", text, "href", to);
    }

    /** A table that scrolls by itself where it is wider than its place; {@code rows} writes its rows. */
    Html table(List<String> heads, Runnable rows) {
        return in(
                "div",
                () -> in("table", () -> {
                    in("thead", () -> in("tr", () -> heads.forEach(head -> element("th", head))));
                    in("tbody", rows);
                }),
                "class",
                "scroll");
    }

    /** A row of a table: what it is about as code, then texts. */
    Html row(String about, String... texts) {
        return in("tr", () -> {
            in("td", () -> code(about));
            for (String text : texts) {
                element("td", text);
            }
        });
    }

    private void begin(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            out.append(escaped(attributes[i + 1])).append('"');
        }
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
