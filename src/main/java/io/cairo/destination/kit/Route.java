package io.cairo.destination.kit;

/**
 * Where a request goes. Events of the same route may share a request.
 *
 * @param path with its query, after the base address: {@code /v1/batch}; never from an event unless it is encoded
 * @param group events of different groups do not share a request, although their path is the same; empty for all
 */
public record Route(String method, String path, String group) {
    public static Route of(String method, String path) {
        return new Route(method, path, "");
    }

    public static Route post(String path) {
        return of("POST", path);
    }

    /** The same route for events of one group only. */
    public Route grouped(String name) {
        return new Route(method, path, name);
    }
}
