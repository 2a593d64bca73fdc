package io.cairo.bench;

import java.io.IOException;

/** A destination of the server under test, with requests of 100 events. */
record Webhook(CairoServer server, String id) {
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    /** One that is delivered to from now on. */
    static Webhook create(CairoServer server, String name, String url) throws IOException, InterruptedException {
        String answer = server.call(
                "create_destination",
                "{\"type\":\"webhook\",\"name\":\"%s\",\"config\":{\"url\":\"%s\",\"batch_size\":100}}"
                        .formatted(name, url));
        return new Webhook(server, CairoServer.found(UUID, answer));
    }

    /** One that is held at the log's present end. */
    static Webhook held(CairoServer server, String name, String url) throws IOException, InterruptedException {
        Webhook made = create(server, name, url);
        made.enable(false);
        return made;
    }

    void enable(boolean enabled) throws IOException, InterruptedException {
        server.call("update_destination", "{\"id\":\"" + id + "\",\"enabled\":" + enabled + "}");
    }

    void delete() throws IOException, InterruptedException {
        server.call("delete_destination", "{\"id\":\"" + id + "\"}");
    }
}
