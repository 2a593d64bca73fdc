package io.cairo.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be switched on between the edge and the destinations, for all events of the namespace; the budgets are for all of it. */
final class Pipeline implements AutoCloseable {
    /** The parts in the order of the road; identities are always resolved. */
    enum Part {
        SUPPRESSION("a suppression list of 10,000"),
        PLAN("a tracking plan"),
        TRANSFORMATION("a transformation that changes every event"),
        DESTINATION("an enabled destination");

        private final String words;

        Part(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** As many as the budgets name, of people who never come. */
    private static final String SUPPRESSED = """
            WITH demand AS (
              INSERT INTO suppression (id, namespace_id, suppressed_by, suppressed_at)
              VALUES (gen_random_uuid(), 1, 'bench', now()) RETURNING id),
            turn AS (UPDATE revision SET number = number + 1 WHERE topic = 'suppression' RETURNING number)
            INSERT INTO suppressed_identifier (namespace_id, key_hash, mark, suppression_id, revision)
            SELECT 1, sha256(n::text::bytea), ('x' || left(md5(n::text), 16))::bit(64)::bigint, demand.id, turn.number
            FROM generate_series(1, 10000) AS n, demand, turn""";

    private final CairoServer server;
    private final BenchDatabase database;
    private final Receiver receiver;
    private final List<String> on = new ArrayList<>(List.of("a registered key", "identities"));
    private @Nullable Webhook always;

    Pipeline(CairoServer server, BenchDatabase database) throws IOException {
        this.server = server;
        this.database = database;
        this.receiver = new Receiver();
    }

    /** What is on, in words. */
    List<String> on() {
        return List.copyOf(on);
    }

    void switchOn(Part part) throws IOException, SQLException, InterruptedException {
        switch (part) {
            case SUPPRESSION -> database.execute(SUPPRESSED);
            case PLAN -> server.call("create_tracking_plan", Events.PLAN);
            case TRANSFORMATION -> server.call("create_transformation", Events.TRANSFORMATION);
            case DESTINATION -> always = delivering();
        }
        on.add(part.words());
    }

    void switchAllOn() throws IOException, SQLException, InterruptedException {
        for (Part part : Part.values()) {
            if (!on.contains(part.words())) {
                switchOn(part);
            }
        }
    }

    /** Stops delivering, for a part that measures a destination of its own. */
    void stopDelivering() throws IOException, InterruptedException {
        if (always != null) {
            always.enable(false);
        }
    }

    @Override
    public void close() {
        receiver.close();
    }

    private Webhook delivering() throws IOException, InterruptedException {
        Hook hook = receiver.hook("always", Hook.Manner.TAKES);
        return Webhook.create(server, "always", hook.url());
    }
}
