package io.cairo.event;

import io.cairo.access.Caller;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.Database;
import io.cairo.context.Contents;
import io.cairo.context.Resource;
import io.cairo.tool.Bound;
import io.cairo.tool.Rows;
import io.cairo.tool.Shape;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last events of the caller's namespace, as a resource. */
@ApplicationScoped
public class RecentEvents implements Resource {
    private static final int MOST = 100;
    private static final Shape<Recent> SHAPE = Shape.of(Recent.class);

    @Inject
    Namespaces namespaces;

    @Inject
    Events events;

    @Inject
    Database database;

    /**
     * What it holds.
     *
     * @param truncated whether fewer are shown than there are, so that they stay readable
     */
    record Recent(
            String namespace,
            int count,
            @Rows List<EventTools.Entry> events,
            boolean truncated,
            @Nullable String hint) {}

    @Override
    public String uri() {
        return "events://recent";
    }

    @Override
    public String name() {
        return "recent_events";
    }

    @Override
    public String title() {
        return "Recent events";
    }

    @Override
    public String description() {
        return "The last 100 events of your namespace, last received first. Read it to see whether events arrive and what"
                + " they look like; query_events finds others.";
    }

    @Override
    public boolean isOfNamespace() {
        return true;
    }

    @Override
    public String mimeType() {
        return "application/json";
    }

    @Override
    public Contents read(Caller caller, String uri, Map<String, String> variables) {
        Optional<Namespace> namespace = namespaces.forReading(caller, null);
        Bound bound = Bound.ofText(SHAPE);
        JsonObject recent = bound.paged(recent(caller, namespace, MOST), limit -> recent(caller, namespace, limit));
        return Contents.text(uri, mimeType(), recent.toString());
    }

    /** The places of the last events: a transaction that is committed late may come before the very last one. */
    @Override
    public Optional<String> revision(Caller caller, String uri, Map<String, String> variables) {
        return Optional.of(namespaces
                .forReading(caller, null)
                .flatMap(namespace -> database.first("""
                        SELECT coalesce(md5(string_agg(tx || '.' || ord, ' ')), '')
                        FROM (SELECT tx, ord FROM event WHERE namespace_id = ? ORDER BY tx DESC, ord DESC LIMIT ?) AS last""", row -> row.getString(1), namespace.id(), MOST))
                .orElse(""));
    }

    private JsonObject recent(Caller caller, Optional<Namespace> namespace, int limit) {
        List<EventTools.Entry> last =
                namespace.map(in -> events.find(EventQuery.newest(in.id(), limit))).orElse(List.of()).stream()
                        .map(EventTools.Entry::of)
                        .toList();
        String name = namespace
                .map(Namespace::name)
                .orElseGet(() -> Objects.requireNonNullElse(caller.namespace(), Namespace.DEFAULT));
        return SHAPE.encode(new Recent(name, last.size(), last, limit < MOST, null));
    }
}
