package io.cairo.docs;

import io.cairo.base.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What refusals look like. */
final class ErrorSection {
    private static final String BODY =
            "{\"success\":false,\"code\":\"not_found\",\"message\":\"No key has …\",\"error\":\"No key has …\"}";

    private final Html html;

    ErrorSection(Html html) {
        this.html = html;
    }

    /** The codes of each status. */
    static Map<Integer, List<Problem.Code>> codes() {
        return Arrays.stream(Problem.Code.values())
                .collect(Collectors.groupingBy(Problem.Code::status, TreeMap::new, Collectors.toList()));
    }

    void write() {
        html.element("h2", "Errors", "id", "errors");
        html.element(
                "p",
                "Over HTTP every refusal has the same body; message says what to change, error repeats it."
                        + " Where the same request may succeed later, Retry-After says in how many seconds.");
        html.in("pre", () -> html.code(BODY));
        html.table(List.of("Status", "Codes", "Send it again?"), () -> codes().forEach(this::status));
        html.element("p", "Over MCP it is an error of JSON-RPC, or a result with isError that the agent reads:");
        html.table(
                List.of("Code", "Means"),
                () -> html.row("-32700", "the body is not JSON")
                        .row("-32600", "it is not a request of JSON-RPC")
                        .row("-32601", "there is no such method")
                        .row(
                                "-32602",
                                "no such tool, or wrong arguments (from 2025-11-25 on those are a result with isError)")
                        .row("-32603", "a fault in Cairo; data.incident names it in the log")
                        .row("-32000", "the key, a right or a limit: message and data say which")
                        .row("-32002", "the plan of the tenant does not include it, or there is no such resource")
                        .row("-32004", "there is no such project")
                        .row("-32005", "the key sees no project")
                        .row("-32020", "2026-07-28: a header and the body differ")
                        .row("-32021", "2026-07-28: the client lacks a capability that the call needs")
                        .row("-32022", "2026-07-28: that version is not spoken; data.supported names those that are"));
    }

    private void status(Integer status, List<Problem.Code> codes) {
        html.row(
                status.toString(),
                codes.stream().map(Problem.Code::wire).collect(Collectors.joining(", ")),
                codes.get(0).retryable() ? "yes" : "no");
    }
}
