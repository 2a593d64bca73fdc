package io.cairo.people;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.audit.AuditLog;
import io.cairo.base.Database;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.identity.Graph;
import io.cairo.identity.Unmerged;
import io.cairo.identity.Unmerging;
import io.cairo.message.Identifier;
import io.cairo.message.Person;
import io.cairo.tool.Doc;
import io.cairo.tool.Shape;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.Toolbox;
import io.cairo.tool.Wire;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is who: parting people who were taken for one. */
@ApplicationScoped
public class UnmergeTools implements Toolbox {
    private static final Shape<Part> PART = Shape.of(Part.class);

    @Inject
    Unmerging unmerging;

    @Inject
    Namespaces namespaces;

    @Inject
    Graph graph;

    @Inject
    AuditLog audit;

    @Inject
    Database database;

    @Override
    public String title() {
        return "Identity";
    }

    public record Unmerge(
            @Doc("Undo this merge: change_id of resolve_identity's explanation") @Nullable
            Long changeId,

            @Doc(value = "Or the identifier to part from its person: user ID", example = "u1") @Nullable
            String userId,

            @Doc("Anonymous ID") @Nullable String anonymousId,
            @Doc("Email address") @Nullable String email,

            @Doc("Type of another system's id") @Nullable String type,

            @Doc("The id of that type") @Nullable String value,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    /** One of the people that there are now. */
    public record Part(@Wire("canonicalId") UUID canonicalId, List<Identity> identities) {
        static Part of(Person person) {
            return new Part(person.id(), Identity.of(person));
        }
    }

    public record Parted(
            @Nullable Boolean unmerged,

            @Doc("Of the journal") @Nullable Long changeId,

            @Doc("Who there are now; the first has kept the id") @Nullable
            List<Part> people,

            @Nullable Boolean found) {
        static final Parted NOBODY = new Parted(null, null, null, false);
    }

    @Tool(
            name = "unmerge_identity",
            title = "Unmerge an identity",
            description =
                    "Parts people who were taken for one: undoes a merge, or takes an identifier out with what came only"
                            + " with it. They are not joined again by events, only by a later alias.",
            route = "POST /identities/unmerge",
            right = Right.CONFIGURE,
            hints = Tool.Hint.DESTRUCTIVE)
    @Transactional
    public Parted unmerge(Caller caller, Unmerge args) {
        Optional<Named> named = named(args);
        Optional<Namespace> namespace = namespaces.forReading(caller, args.namespace());
        return namespace
                .flatMap(in -> unmerged(caller, in.id(), named, args.changeId())
                        .map(unmerged -> audited(caller, in, unmerged)))
                .map(unmerged -> new Parted(
                        true,
                        unmerged.change(),
                        unmerged.persons().stream().map(Part::of).toList(),
                        null))
                .orElse(Parted.NOBODY);
    }

    private Optional<Unmerged> unmerged(Caller caller, int namespace, Optional<Named> named, @Nullable Long changeId) {
        String cause = "unmerge_identity by " + (caller.keyId() == null ? "the operator" : "key " + caller.keyId());
        if (named.isEmpty()) {
            return Optional.ofNullable(changeId).map(id -> unmerging.undo(namespace, id, cause));
        }
        return named.get()
                .in(graph, namespace)
                .map(person -> unmerging.part(
                        namespace, person.id(), named.get().identifiers().get(0), cause));
    }

    private Unmerged audited(Caller caller, Namespace namespace, Unmerged unmerged) {
        List<Identifier> names = unmerged.persons().stream()
                .flatMap(person -> person.identifiers().stream())
                .toList();
        JsonObject details = JsonTree.JSON
                .createObjectBuilder()
                .add("change", unmerged.change())
                .add("people", unmerged.persons().size())
                .build();
        return database.with(connection -> {
            audit.append(connection, namespace, AuditLog.actor(caller), "unmerge", names, details);
            return unmerged;
        });
    }

    /** The identifier; empty if a change is named instead. */
    private static Optional<Named> named(Unmerge args) {
        boolean isNamed = args.userId() != null
                || args.anonymousId() != null
                || args.email() != null
                || args.type() != null
                || args.value() != null;
        if (isNamed == (args.changeId() != null)) {
            throw Problem.invalid("change_id", "name either a change_id or one identifier to part from its person")
                    .next("send change_id alone, or one identifier alone");
        }
        if (!isNamed) {
            return Optional.empty();
        }
        Named named = Named.of(args.userId(), args.anonymousId(), args.email(), args.type(), args.value(), null);
        if (named.identifiers().size() > 1) {
            throw Problem.invalid("user_id", "one identifier at a time can be parted from a person")
                    .next("send one identifier");
        }
        return Optional.of(named);
    }

    /** The person as they are now; of a change, who the people are whom it concerns. */
    @Override
    @Transactional
    public JsonObject standing(Caller caller, ToolEntry entry, Record arguments) {
        Unmerge args = (Unmerge) arguments;
        Optional<Named> named = named(args);
        Optional<Namespace> namespace = namespaces.forReading(caller, args.namespace());
        Long change = args.changeId();
        if (change != null) {
            long id = change;
            return namespace.map(in -> concerned(in.id(), id)).orElse(JsonValue.EMPTY_JSON_OBJECT);
        }
        return namespace
                .flatMap(in -> named.flatMap(each -> each.in(graph, in.id())))
                .map(person -> PART.encode(Part.of(person)))
                .orElse(JsonValue.EMPTY_JSON_OBJECT);
    }

    private JsonObject concerned(int namespace, long change) {
        JsonArrayBuilder people = JsonTree.JSON.createArrayBuilder();
        unmerging.concerned(namespace, change).stream()
                .map(person -> person.id().toString())
                .sorted()
                .forEach(people::add);
        return JsonTree.JSON.createObjectBuilder().add("people", people).build();
    }
}
