package io.cairo.privacy;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Right;
import io.cairo.access.Namespace;
import io.cairo.access.Namespaces;
import io.cairo.base.JsonTree;
import io.cairo.destination.Recipients.Recipient;
import io.cairo.message.Person;
import io.cairo.privacy.Erasure.State;
import io.cairo.privacy.Subjects.Subject;
import io.cairo.suppression.Suppressions;
import io.cairo.tool.Doc;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.Toolbox;
import io.cairo.tool.Wire;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Forgets people. */
@ApplicationScoped
public class ErasureTools implements Toolbox {
    /** What takes longer goes on without the caller. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Demands demands;

    @Inject
    Eraser eraser;

    @Inject
    Subjects subjects;

    @Inject
    Suppressions suppressions;

    @Inject
    Vendors vendors;

    @Inject
    Namespaces namespaces;

    @Override
    public String title() {
        return "People's rights";
    }

    public record Delete(
            @Doc(value = "User ID, email or anonymous ID", min = 1, max = 1000, example = "user-to-forget")
            String userId,

            @Doc("Its type, if others have the same name") @Nullable
            String identityType,

            @Doc("true to suppress them, too") @Nullable Boolean suppress,

            @Doc("Default: the key's own") @Nullable String namespace) {}

    /**
     * What became of a deletion.
     *
     * @param deleted true once everything is gone
     * @param found false if nothing was known of the person
     * @param state running if it goes on by itself: ask again to see whether it is done
     * @param destinationsTold by name: within minutes their vendors are asked to delete the person, too
     * @param destinationsNotTold they may have got data about the person and must be told by other means
     */
    public record Deleted(
            @Nullable Boolean deleted,
            @Nullable Boolean found,
            @Wire("userId") String userId,
            @Wire("tablesAffected") List<String> tablesAffected,
            @Wire("rowsDeleted") long rowsDeleted,
            String state,
            @Nullable UUID erasureId,
            boolean suppressed,
            List<String> destinationsTold,
            List<String> destinationsNotTold) {}

    @Tool(
            name = "gdpr_delete_user",
            title = "Delete a user",
            description =
                    "Erases everything about a person, under all their identifiers, for good. A suppression stays."
                            + " Events that happened before and are sent again are not stored; later ones are, unless the person is"
                            + " suppressed.",
            route = "DELETE /users/{user_id}",
            right = Right.ADMINISTER,
            hints = {Tool.Hint.DESTRUCTIVE, Tool.Hint.IDEMPOTENT})
    public Deleted delete(Caller caller, Delete args) {
        return namespaces
                .forReading(caller, args.namespace())
                .map(namespace -> delete(caller, namespace, args))
                .orElseGet(() -> new Deleted(
                        null,
                        false,
                        args.userId(),
                        List.of(),
                        0,
                        State.DONE.wire(),
                        null,
                        false,
                        List.of(),
                        List.of()));
    }

    private Deleted delete(Caller caller, Namespace namespace, Delete args) {
        Subject subject = subjects.find(namespace.id(), args.userId(), args.identityType());
        UUID id = demands.erase(caller, namespace, subject, Boolean.TRUE.equals(args.suppress()));
        long end = System.nanoTime() + PATIENCE.toNanos();
        Erasure erasure = eraser.run(id, () -> System.nanoTime() - end < 0);
        long rows = erasure.rows().values().stream().mapToLong(Long::longValue).sum();
        boolean gone = erasure.state() != State.RUNNING;
        boolean found = erasure.known() || rows > 0;
        Map<Boolean, List<String>> told = found ? told(subject.person()) : Map.of();
        return new Deleted(
                (gone && found) ? true : null,
                (gone && !found) ? false : null,
                args.userId(),
                List.copyOf(erasure.rows().keySet()),
                rows,
                gone ? State.DONE.wire() : State.RUNNING.wire(),
                id,
                suppressions
                        .find(namespace.id(), subject.person().identifiers())
                        .isPresent(),
                told.getOrDefault(true, List.of()),
                told.getOrDefault(false, List.of()));
    }

    private Map<Boolean, List<String>> told(Person person) {
        return vendors.all(person.namespace()).stream()
                .collect(Collectors.partitioningBy(
                        recipient -> vendors.canForget(recipient, person),
                        Collectors.mapping(Recipient::name, Collectors.toList())));
    }

    /** Who is meant must still be the same person when it is approved. */
    @Override
    public JsonObject standing(Caller caller, ToolEntry entry, Record arguments) {
        return arguments instanceof Delete args
                ? namespaces
                        .forReading(caller, args.namespace())
                        .map(namespace -> standing(subjects.find(namespace.id(), args.userId(), args.identityType())))
                        .orElse(JsonValue.EMPTY_JSON_OBJECT)
                : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static JsonObject standing(Subject subject) {
        return subject.known()
                ? JsonTree.JSON
                        .createObjectBuilder()
                        .add("found", true)
                        .add("person", subject.person().id().toString())
                        .build()
                : JsonTree.JSON.createObjectBuilder().add("found", false).build();
    }
}
