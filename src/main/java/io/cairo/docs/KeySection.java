package io.cairo.docs;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Right;
import io.cairo.access.Caller.Role;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** How a request carries its key, and what keys may do. */
final class KeySection {
    private final Html html;

    KeySection(Html html) {
        this.html = html;
    }

    void write() {
        html.element("h2", "Keys and rights", "id", "keys");
        html.element(
                "p",
                "As long as no key has been made, Cairo is open: it takes any word as a key, from its own machine only. The"
                        + " first key ends that for good. A request carries its key in one of these forms; the first that is"
                        + " there counts:");
        html.in("ul", () -> {
            form("Authorization: Basic base64(" + Curl.KEY + ":)", "curl -u " + Curl.KEY + ":");
            form("X-Write-Key: " + Curl.KEY, "");
            form("X-API-Key: " + Curl.KEY, "");
            form("Authorization: Bearer " + Curl.KEY, "");
            form("?writeKey=" + Curl.KEY, "not at /mcp");
            form("{\"writeKey\": \"" + Curl.KEY + "\"}", "at the top of the body, when sending messages");
        });
        html.element("p", "What a key may do follows from its kind, and for kind sk from its role:");
        html.table(List.of("Key", "Rights"), this::rights);
        html.element(
                "p",
                "A key of one namespace stays there. Other keys name the namespace of a call; without one it is default.");
    }

    private void form(String form, String note) {
        html.in("li", () -> html.code(form).text(note.isEmpty() ? "" : " (" + note + ")"));
    }

    private void rights() {
        rights(Kind.PK, Role.VIEWER, "");
        for (Role role : Role.values()) {
            rights(Kind.SK, role, " " + role.wire());
        }
        rights(Kind.RK, Role.VIEWER, "");
        rights(Kind.AK, Role.VIEWER, "");
    }

    private void rights(Kind kind, Role role, String suffix) {
        Caller caller = new Caller(new UUID(0, 0), kind, role, "default", null);
        html.row(kind.wire() + suffix, caller.rights().stream().map(Right::wire).collect(Collectors.joining(", ")));
    }
}
