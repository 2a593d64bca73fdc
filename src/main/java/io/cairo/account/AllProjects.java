package io.cairo.account;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespaces;
import io.cairo.account.AccountTools.Project;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every project that an account key can read, as a resource. */
@ApplicationScoped
public class AllProjects implements Resource {
    private static final Shape<Listing> SHAPE = Shape.of(Listing.class);

    @Inject
    Namespaces namespaces;

    /** @param truncated whether there are more than fit; list_projects pages through them */
    record Listing(
            int count,
            @Rows List<Project> projects,
            boolean truncated,
            @Nullable String hint) {}

    @Override
    public String uri() {
        return "projects://all";
    }

    @Override
    public String name() {
        return "all_projects";
    }

    @Override
    public String title() {
        return "All projects";
    }

    @Override
    public String description() {
        return "Every project (namespace) that this account key can read, with the project_id and slug that tools take.";
    }

    @Override
    public String mimeType() {
        return "application/json";
    }

    @Override
    public Right right() {
        return Right.ACCOUNT;
    }

    @Override
    public Contents read(Caller caller, String uri, Map<String, String> variables) {
        List<Project> all = namespaces.visible(caller).stream().map(Project::of).toList();
        JsonObject listed = Bound.ofText(SHAPE).paged(listed(all, all.size()), limit -> listed(all, limit));
        return Contents.text(uri, mimeType(), listed.toString());
    }

    private static JsonObject listed(List<Project> all, int limit) {
        List<Project> shown = all.stream().limit(limit).toList();
        return SHAPE.encode(new Listing(shown.size(), shown, shown.size() < all.size(), null));
    }

    @Override
    public Optional<String> revision(Caller caller, String uri, Map<String, String> variables) {
        return Optional.of(Integer.toHexString(namespaces.visible(caller).hashCode()));
    }
}
