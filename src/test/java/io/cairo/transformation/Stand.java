package io.cairo.transformation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cairo.base.Database;
import io.cairo.base.FreshDatabase;
import io.cairo.base.HandClock;
import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.base.Revisions;
import io.cairo.message.Message;
import io.cairo.message.Who;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parts of transformations without a container, over a real database, with a scripted sandbox. */
final class Stand {
    static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    final Database database = FreshDatabase.over(FreshDatabase.source());
    final ScriptedSandbox sandbox = new ScriptedSandbox();
    final HandClock clock = new HandClock(NOW);
    final TransformationStage stage = new TransformationStage();
    final Links links = new Links();
    final Troubles troubles = new Troubles();
    final Chain chain = new Chain();
    private int made;

    Stand() {
        links.database = database;
        links.revisions = new Revisions();
        troubles.database = database;
        troubles.revisions = new Revisions();
        chain.sandbox = sandbox;
        chain.rereading = Stand::reread;
        chain.troubles = troubles;
        chain.links = links;
        chain.clock = clock;
        stage.links = links;
        stage.chain = chain;
        stage.troubles = troubles;
    }

    /** As the product's reader, as far as these tests need it. */
    private static Message reread(Message original, String messageId, byte[] json) {
        JsonObject event = JsonTree.readObject(json);
        String name = event.getString("event", "");
        if (name.isEmpty()) {
            throw Problem.invalid("event", "a track needs the name of what happened");
        }
        JsonObjectBuilder settled = JsonTree.JSON
                .createObjectBuilder(event)
                .add("messageId", messageId)
                .add("type", "track");
        return new Message(
                original.namespace(),
                original.type(),
                name,
                messageId,
                Who.user(event.getString("userId")),
                original.timestamp(),
                original.receivedAt(),
                original.platform(),
                JsonText.bytes(settled.build()));
    }

    static Message track(String name, String messageId) {
        String payload =
                "{\"type\":\"track\",\"messageId\":\"%s\",\"event\":\"%s\",\"userId\":\"u\",\"properties\":{\"n\":1}}"
                        .formatted(messageId, name);
        return new Message(
                1, Message.Type.TRACK, name, messageId, Who.user("u"), NOW, NOW, "sdk", payload.getBytes(UTF_8));
    }

    static String text(Message message) {
        return new String(message.payload(), UTF_8);
    }

    UUID add(String code) {
        return add(code, OnError.KEEP, 0, null);
    }

    /** A transformation of namespace 1, younger than those before. */
    UUID add(String code, OnError onError, int order, @Nullable UUID destination) {
        UUID id = UUID.randomUUID();
        Timestamp at = Timestamp.from(NOW.plusSeconds(made++));
        database.update("""
                INSERT INTO transformation (id, namespace_id, name, destination_id, enabled, execution_order, on_error, limit_ms,
                  current_version, created_at, updated_at) VALUES (?, 1, ?, ?, true, ?, ?, 100, 1, ?, ?)""", id, id.toString(), destination, order, onError.wire(), at, at);
        version(id, 1, code);
        return id;
    }

    void version(UUID id, int number, String code) {
        Transformations transformations = new Transformations();
        transformations.database = database;
        transformations.keep(id, number, new Code(code, code), NOW);
        database.update("UPDATE transformation SET current_version = ? WHERE id = ?", number, id);
        links.changed();
    }

    String column(UUID id, String name) {
        return database.first(
                        "SELECT coalesce(" + name + "::text, '') FROM transformation WHERE id = ?",
                        row -> row.getString(1),
                        id)
                .orElseThrow();
    }

    void passes(Duration time) {
        clock.move(time);
    }
}
