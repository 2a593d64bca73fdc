package io.cairo.bench;

import java.util.List;

/** What is sent to the server under test: the requests of all parts, with message ids that never repeat in a run. */
final class Supply {
    /** Events of a batch. */
    static final int BATCH = 100;

    static final int KNOWN_PEOPLE = 10_000;

    private final String host;
    private final String key;
    private final Ids ids = new Ids();
    private final Ids visitors = ids.ofVisitors();
    private final Ids known = ids.ofPeople(KNOWN_PEOPLE);

    /** @param key in its form for the {@code Authorization} header */
    Supply(String host, String key) {
        this.host = host;
        this.key = key;
    }

    Ids ids() {
        return ids;
    }

    /** Nothing that is kept. */
    Requests onlyAnswered() {
        return Requests.post(host, "/v1/m", key, List.of("{\"series\":[]}"), 0, ids);
    }

    Requests tracks() {
        return Requests.post(host, "/v1/track", key, Events.tracks(), 1, ids);
    }

    /** Batches of events of visitors, one in ten of whom was never seen. */
    Requests batches() {
        return batches(visitors);
    }

    /** Batches of events of people who were never seen. */
    Requests strangersBatches() {
        return batches(ids);
    }

    /** Batches of events of people who come again and again. */
    Requests knownBatches() {
        return batches(known);
    }

    /** Calls of {@code track_event}. */
    Requests calls() {
        return Requests.post(host, "/mcp", key, Events.calls(), 1, ids);
    }

    /** The last events, over REST. */
    Requests asked() {
        return Requests.get(host, "/api/v2/events?limit=10", key, ids);
    }

    /** The last events, over MCP. */
    Requests questions() {
        return asked(List.of(Events.QUESTION));
    }

    /** Calls of tools that change nothing. */
    Requests asked(List<String> questions) {
        return Requests.post(host, "/mcp", key, questions, 0, ids);
    }

    String authorization() {
        return key;
    }

    private Requests batches(Ids whose) {
        return Requests.post(host, "/v1/batch", key, Events.batches(BATCH), BATCH, whose);
    }
}
