package io.cairo.people;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.Problem;
import io.cairo.identity.Graph;
import io.cairo.ingest.AgentMessages;
import io.cairo.message.Identifier;
import io.cairo.message.Message;
import io.cairo.message.Person;
import io.cairo.tool.Doc;
import io.cairo.tool.Tool;
import io.cairo.tool.Toolbox;
import io.cairo.tool.Wire;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is who: asking, and saying that two are the same. */
@ApplicationScoped
public class IdentityTools implements Toolbox {
    @Inject
    AgentMessages messages;

    @Inject
    Namespaces namespaces;

    @Inject
    Graph graph;

    @Inject
    Clock clock;

    @Override
    public String title() {
        return "Identity";
    }

    public record Resolve(
            @Doc(value = "User ID", example = "u1") @Nullable
            String userId,

            @Doc("Anonymous ID") @Nullable String anonymousId,
            @Doc("Email address") @Nullable String email,

            @Doc("Type of another system's id, as in context.externalIds") @Nullable
            String type,

            @Doc("The id of that type") @Nullable String value,

            @Doc("Canonical ID") @Nullable UUID canonicalId,

            @Doc("Also tell why: links, merges, refusals") @Nullable
            Boolean explain,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    /** @param merged whether the person was several people before */
    public record Resolved(
            @Wire("canonicalId") @Nullable UUID canonicalId,
            @Nullable List<Identity> identities,

            @Doc("All of them; identities has the first that fit") @Nullable
            Integer identityCount,

            @Nullable Boolean merged,
            @Nullable Explanation explanation,
            @Nullable Boolean found) {
        static final Resolved NOBODY = new Resolved(null, null, null, null, null, false);
    }

    public record Alias(
            @Doc(value = "What the user was called before: a user ID or an anonymous ID", example = "visitor-1")
            String previousId,

            @Doc(value = "User ID", example = "u1") String userId,
            @Doc("Default: the key's own") @Nullable String namespace) {}

    /** @param merged whether they were different people before */
    public record Aliased(
            @Doc("Whether they are one person now") boolean aliased,
            @Wire("canonicalId") @Nullable UUID canonicalId,
            boolean merged,
            @Doc("Why not") @Nullable String refused) {}

    @Tool(
            name = "resolve_identity",
            title = "Resolve an identity",
            description =
                    "Tells which identifiers belong to the same person, and with explain because of which messages and"
                            + " merges. Asking changes nothing.",
            route = "GET /identities/resolve",
            otherRoutes = {"GET /identities/lookup", "GET /identities/{canonical_id}"},
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Resolved resolve(Caller caller, Resolve args) {
        Named named = Named.of(
                args.userId(), args.anonymousId(), args.email(), args.type(), args.value(), args.canonicalId());
        Optional<Namespace> namespace = namespaces.forReading(caller, args.namespace());
        return namespace
                .flatMap(in -> named.in(graph, in.id()))
                .map(person -> resolved(person, Boolean.TRUE.equals(args.explain())))
                .orElse(Resolved.NOBODY);
    }

    private Resolved resolved(Person person, boolean explain) {
        return new Resolved(
                person.id(),
                Identity.of(graph.known(person)),
                person.identifiers().size(),
                graph.isMerged(person),
                explain ? Explanation.of(graph.story(person, Explanation.MOST)) : null,
                null);
    }

    @Tool(
            name = "alias_identity",
            title = "Alias an identity",
            description =
                    "Says that two ids are the same person's, such as a visitor's and a user's; their histories become one."
                            + " unmerge_identity takes it back.",
            route = "POST /identities/alias",
            right = Right.INGEST)
    public Aliased alias(Caller caller, Alias args) {
        if (args.previousId().strip().equals(args.userId().strip())) {
            throw Problem.invalid("previous_id", "is the same as user_id; an alias joins two different ids")
                    .next("send the other id");
        }
        Message message = messages.read(caller, Message.Type.ALIAS, AgentIdentity.alias(args, clock.instant()));
        List<Identifier> names = List.of(
                Identifier.userId(args.userId()),
                Identifier.userId(args.previousId()),
                Identifier.anonymousId(args.previousId()));
        int before = graph.people(message.namespace(), names).size();
        messages.send(message);
        List<Person> after = graph.people(message.namespace(), names);
        return aliased(message, before, after);
    }

    private Aliased aliased(Message message, int before, List<Person> after) {
        if (after.isEmpty()) {
            return new Aliased(false, null, false, """
                    the message was dropped by a tracking plan or a transformation, or one of the ids identifies nobody, such \
                    as null or 0""");
        }
        Optional<String> refused = after.stream()
                .flatMap(person -> graph.story(person, Explanation.MOST).links().stream())
                .filter(link -> link.cause().equals(message.messageId()))
                .flatMap(link -> Optional.ofNullable(link.refused()).stream())
                .findFirst();
        UUID id = after.stream()
                .filter(person -> person.values(Identifier.USER_ID).contains(message.userId()))
                .findFirst()
                .map(Person::id)
                .orElse(null);
        return new Aliased(after.size() == 1 && refused.isEmpty(), id, after.size() < before, refused.orElse(null));
    }
}
