package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;

/** What tools and routes answer, for journeys that ask much and write their JSON with single quotes. */
final class Asked {
    private Asked() {}

    /** What a route answers, which must not be a refusal. */
    static JsonObject rest(Wire wire, String path) {
        Wire.Answer answer = wire.get(path, "X-API-Key", wire.key());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** What a route answers to that body, which must not be a refusal. */
    static JsonObject rest(Wire wire, String method, String path, String body) {
        Wire.Answer answer = wire.call(method, path, json(body));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** What a tool answers, which must not be a refusal. */
    static JsonObject tool(Wire wire, String name, String arguments) {
        JsonObject reply = wire.tool(name, json(arguments));
        assertThat(reply.containsKey("result") && !reply.getJsonObject("result").getBoolean("isError", false))
                .as(reply.toString())
                .isTrue();
        return JsonTree.readObject(text(reply).getBytes(StandardCharsets.UTF_8));
    }

    /** The sentence of a refusal; empty if there is none. */
    static String sentence(Wire wire, String name, String arguments) {
        JsonObject reply = wire.tool(name, json(arguments));
        return reply.getJsonObject("result").getBoolean("isError", false) ? text(reply) : "";
    }

    private static String text(JsonObject reply) {
        return ((JsonString) reply.getValue("/result/content/0/text")).getString();
    }

    /** With ' for ". */
    static JsonObject json(String text) {
        return JsonTree.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
