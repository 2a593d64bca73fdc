package io.cairo.transformation;

import io.cairo.access.Namespace;
import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.message.Message;
import io.cairo.message.Rereading;
import io.cairo.message.Who;
import io.cairo.transformation.sandbox.Sandbox;
import io.cairo.transformation.worker.Utf8;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs code on events and tells what would become of them; changes and counts nothing. */
@ApplicationScoped
public class Rehearsal {
    private static final List<String> SETTLED = List.of("type", "messageId", "receivedAt", "namespace");

    @Inject
    Sandbox sandbox;

    @Inject
    Rereading rereading;

    @Inject
    Clock clock;

    /** What would become of an event. */
    enum Fate {
        UNCHANGED,
        CHANGED,
        DROPPED,
        FANNED_OUT,
        FAILED,
        /** Its worker had to be killed: the event would be quarantined. */
        KILLED
    }

    /**
     * What became of one event.
     *
     * @param input as the code was given it
     * @param output what it returned; empty if that is not there
     * @param diff between the input and the first of the output
     */
    record Played(
            Fate fate,
            JsonObject input,
            List<JsonObject> output,
            @Nullable Difference diff,
            @Nullable String error,
            @Nullable Integer line) {

        /** For people, if something went wrong: {@code TypeError … (line 3)}. */
        Optional<String> complaint() {
            return Optional.ofNullable(error)
                    .map(sentence -> line == null ? sentence : sentence + " (line " + line + ")");
        }
    }

    /** What goes wrong with a plain event of each type, in sentences. */
    List<String> warnings(Code code, Settings settings, Namespace namespace) {
        return play(code, settings.limit(), namespace, settings.destinationId(), CannedEvents.all()).stream()
                .flatMap(played -> played.complaint().stream()
                        .map(complaint -> "A plain " + played.input().getString("type") + " fails: " + complaint))
                .toList();
    }

    /** Compiles code that is only to be tried. @throws Problem as {@link Code#compiled} does */
    Code compiled(@Nullable Namespace namespace, String written) {
        return Code.compiled(written, code -> sandbox.compileForTrial(owner(namespace), code));
    }

    /** @throws Problem RATE_LIMITED if what was tried in the namespace before went over its limits too often */
    void admit(@Nullable Namespace namespace) {
        Duration pause = sandbox.trialsPause(owner(namespace));
        if (!pause.isZero()) {
            throw Problem.later(
                    Problem.Code.RATE_LIMITED,
                    "code: what was tried in this namespace went over its limits too often of late; try again in %d seconds"
                            .formatted(pause.toSeconds() + 1),
                    pause);
        }
    }

    private static String owner(@Nullable Namespace namespace) {
        return namespace == null ? "nobody" : Integer.toString(namespace.id());
    }

    /**
     * Runs code on events, each by itself.
     *
     * @param namespace whose events they are; null if it does not exist yet
     * @param destination that the code is for; null for none
     * @throws Problem UNAVAILABLE if no worker can be had
     */
    List<Played> play(
            Code code,
            Duration most,
            @Nullable Namespace namespace,
            @Nullable UUID destination,
            List<JsonObject> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        String id = "rehearsal:" + UUID.nameUUIDFromBytes(code.compiled().getBytes(StandardCharsets.UTF_8));
        Instant now = clock.instant();
        List<JsonObject> complete = events.stream().map(Rehearsal::completed).toList();
        List<Message> messages =
                complete.stream().map(event -> message(namespace, event, now)).toList();
        List<Sandbox.Run> runs = sandbox.tryOut(
                new Sandbox.Script(id, owner(namespace), code.compiled(), most),
                messages.stream()
                        .map(message -> new Sandbox.Input(
                                new Utf8(message.payload()),
                                () -> Metadata.of(message, namespace == null ? "" : namespace.name(), destination)))
                        .toList());
        List<Played> played = new ArrayList<>(runs.size());
        for (int i = 0; i < runs.size(); i++) {
            played.add(played(messages.get(i), complete.get(i), runs.get(i)));
        }
        return played;
    }

    /** A sample may lack what every event has. */
    private static JsonObject completed(JsonObject event) {
        JsonObjectBuilder complete = JsonTree.JSON.createObjectBuilder();
        complete.add(
                "type",
                Message.Type.of(text(event, "type")).orElse(Message.Type.TRACK).wire());
        event.forEach((name, value) -> {
            if (!name.equals("type")) {
                complete.add(name, value);
            }
        });
        if (text(event, "messageId") == null) {
            complete.add("messageId", "sample");
        }
        return complete.build();
    }

    private static Message message(@Nullable Namespace namespace, JsonObject event, Instant now) {
        return new Message(
                namespace == null ? 0 : namespace.id(),
                Message.Type.of(text(event, "type")).orElseThrow(),
                null,
                event.getString("messageId"),
                new Who(
                        text(event, "userId"),
                        text(event, "anonymousId"),
                        text(event, "groupId"),
                        null,
                        null,
                        List.of()),
                now,
                now,
                "sdk",
                JsonText.bytes(event));
    }

    private static @Nullable String text(JsonObject event, String field) {
        return event.get(field) instanceof JsonString text ? text.getString() : null;
    }

    private Played played(Message message, JsonObject input, Sandbox.Run run) {
        if (run instanceof Sandbox.Killed killed) {
            return new Played(Fate.KILLED, input, List.of(), null, killed.reason(), null);
        }
        if (run instanceof Sandbox.Failed failed) {
            return new Played(Fate.FAILED, input, List.of(), null, failed.error(), failed.line());
        }
        List<JsonObject> output = ((Sandbox.Returned) run)
                .events().stream().map(event -> settled(input, event)).toList();
        if (output.isEmpty()) {
            return new Played(Fate.DROPPED, input, output, null, null, null);
        }
        Difference diff = Difference.of(input, output.get(0));
        return refusal(message, output)
                .map(refused -> new Played(Fate.FAILED, input, output, diff, refused, null))
                .orElseGet(() -> new Played(fate(output, diff), input, output, diff, null, null));
    }

    private static Fate fate(List<JsonObject> output, Difference diff) {
        if (output.size() > 1) {
            return Fate.FANNED_OUT;
        }
        return diff.isNone() ? Fate.UNCHANGED : Fate.CHANGED;
    }

    /** What the code may not change is as it was. */
    private static JsonObject settled(JsonObject input, Utf8 event) {
        JsonObjectBuilder settled = JsonTree.JSON.createObjectBuilder(JsonTree.readObject(event.bytes()));
        for (String field : SETTLED) {
            JsonValue before = input.get(field);
            if (before == null) {
                settled.remove(field);
            } else {
                settled.add(field, before);
            }
        }
        return settled.build();
    }

    /** Why one of the results would not be taken; empty if all would be. */
    private Optional<String> refusal(Message message, List<JsonObject> output) {
        if (output.size() > Chain.MOST_OF_ONE) {
            return Optional.of(Chain.tooMany(output.size()));
        }
        try {
            output.forEach(event -> rereading.reread(message, message.messageId(), JsonText.bytes(event)));
            return Optional.empty();
        } catch (Problem e) {
            return Optional.of(Chain.refused(e));
        }
    }
}
