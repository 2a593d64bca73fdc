package io.cairo.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An endless supply of requests to one path, each event with identifiers of its own.
 *
 * @param events how many events a request carries; 0 if it carries none
 */
record Requests(List<List<Template>> kinds, int events, Ids ids) {

    /** Requests with the given bodies in turn; a body may hold several events. */
    static Requests post(String host, String path, String authorization, List<String> bodies, int events, Ids ids) {
        List<List<Template>> kinds = new ArrayList<>();
        for (String body : bodies) {
            kinds.add(parts(head("POST", host, path, authorization, body) + body));
        }
        return new Requests(kinds, events, ids);
    }

    /** The same request again and again, without a body. */
    static Requests get(String host, String path, String authorization, Ids ids) {
        return new Requests(List.of(parts(head("GET", host, path, authorization, ""))), 0, ids);
    }

    int longest() {
        return kinds.stream()
                .mapToInt(parts -> parts.stream().mapToInt(Template::length).sum())
                .max()
                .orElseThrow();
    }

    /** Writes request number {@code turn} of a connection; answers where it ends. */
    int write(int turn, byte[] target) {
        int end = 0;
        for (Template part : kinds.get(turn % kinds.size())) {
            long number = ids.next();
            end = part.stamp(number, ids.person(number), target, end);
        }
        return end;
    }

    private static String head(String method, String host, String path, String authorization, String body) {
        return """
                %s %s HTTP/1.1\r
                Host: %s\r
                Authorization: %s\r
                Content-Type: application/json\r
                Accept: application/json, text/event-stream\r
                User-Agent: cairo-bench\r
                Content-Length: %d\r
                \r
                """.formatted(method, path, host, authorization, body.getBytes(StandardCharsets.UTF_8).length);
    }

    /** Cut so that each part holds the identifiers of one event. */
    private static List<Template> parts(String request) {
        List<Template> parts = new ArrayList<>();
        int start = 0;
        int mark = request.indexOf(Template.MARKS.get(0));
        while (mark >= 0) {
            int next = request.indexOf(Template.MARKS.get(0), mark + 1);
            int end = next < 0 ? request.length() : next;
            parts.add(Template.of(request.substring(start, end)));
            start = end;
            mark = next;
        }
        if (start < request.length()) {
            parts.add(Template.of(request.substring(start)));
        }
        return parts;
    }
}
