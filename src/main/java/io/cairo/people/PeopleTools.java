package io.cairo.people;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.Problem;
import io.cairo.event.Histories.Deed;
import io.cairo.identity.Graph;
import io.cairo.ingest.AgentMessages;
import io.cairo.message.Identifier;
import io.cairo.message.Message;
import io.cairo.message.Person;
import io.cairo.tool.Doc;
import io.cairo.tool.Tool;
import io.cairo.tool.Toolbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Telling who somebody is, and asking. */
@ApplicationScoped
public class PeopleTools implements Toolbox {
    private static final int RECENT = 10;

    @Inject
    AgentMessages messages;

    @Inject
    Namespaces namespaces;

    @Inject
    Graph graph;

    @Inject
    Portraits portraits;

    @Inject
    Activity activity;

    @Inject
    Sections sections;

    @Inject
    Clock clock;

    @Override
    public String title() {
        return "Users";
    }

    public record Identify(
            @Doc(value = "User ID", example = "u1") String userId,

            @Doc(value = "Email address", example = "jane@example.com") @Nullable
            String email,

            @Doc("The visitor that the user was before") @Nullable
            String anonymousId,

            @Doc(value = "Traits to set; null removes one", example = "{\"plan\":\"pro\"}") @Nullable
            JsonObject traits,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    /** @param canonicalId null if no person came of it; note then says why */
    public record Identified(
            boolean identified,
            @Nullable UUID canonicalId,
            @Doc("Whether people became one") boolean merged,
            @Nullable String note) {}

    public record Lookup(
            @Doc(value = "Email address", example = "jane@example.com") @Nullable
            String email,

            @Doc("User ID") @Nullable String userId,
            @Doc("Anonymous ID") @Nullable String anonymousId,

            @Doc("Type of another system's id, as in context.externalIds") @Nullable
            String type,

            @Doc("The id of that type") @Nullable String value,

            @Doc("From resolve_identity") @Nullable UUID canonicalId,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    public record Recent(String eventType, String platform, Instant createdAt) {}

    /** @param email as it was asked for, where nobody was found */
    public record Found(
            boolean found,
            @Nullable User user,
            @Nullable List<Recent> recentEvents,

            @Doc("What other features know") @Nullable JsonObject sections,

            @Nullable String email) {}

    @Tool(
            name = "identify_user",
            title = "Identify a user",
            description =
                    "Says who a user is and sets traits; the latest value of a trait counts. Names given together become"
                            + " one person, unless both have a user ID already.",
            right = Right.INGEST)
    public Identified identify(Caller caller, Identify args) {
        checkEmail(args.email());
        Message message = messages.read(caller, Message.Type.IDENTIFY, AgentIdentity.identify(args, clock.instant()));
        List<Identifier> names = message.who().identifiers();
        List<Person> before = graph.people(message.namespace(), names);
        messages.send(message);
        List<Person> after = graph.people(message.namespace(), names);
        boolean merged = after.size() < before.size();
        return graph.person(message.namespace(), Identifier.userId(args.userId()))
                .map(person -> new Identified(true, person.id(), merged, null))
                .orElseGet(() -> new Identified(true, null, merged, """
                        No person came of it: a tracking plan or a transformation dropped the message, or user_id is one that \
                        identifies nobody, such as null or 0"""));
    }

    private static void checkEmail(@Nullable String email) {
        if (email != null && email.strip().indexOf('@') <= 0) {
            throw Problem.invalid("email", "must be an email address, such as jane@example.com");
        }
    }

    @Tool(
            name = "lookup_user",
            title = "Look up a user",
            description =
                    "Shows a person by any identifier: traits, groups, all identities, and the last 10 events under any of"
                            + " them, also from before the user was known.",
            route = "GET /users/lookup",
            right = Right.READ,
            hints = {Tool.Hint.READ_ONLY, Tool.Hint.IDEMPOTENT})
    public Found lookup(Caller caller, Lookup args) {
        Named named = Named.of(
                args.userId(), args.anonymousId(), args.email(), args.type(), args.value(), args.canonicalId());
        Optional<Namespace> namespace = namespaces.forReading(caller, args.namespace());
        return namespace
                .flatMap(in -> named.in(graph, in.id()))
                .map(this::found)
                .orElseGet(() -> new Found(false, null, null, null, args.email()));
    }

    private Found found(Person person) {
        List<Deed> deeds = activity.of(person);
        List<Recent> recent = deeds.stream()
                .limit(RECENT)
                .map(deed -> new Recent(deed.title(), deed.platform(), deed.occurredAt()))
                .toList();
        return new Found(
                true,
                portraits.of(person, deeds),
                recent,
                sections.about(person).orElse(null),
                null);
    }
}
