package io.cairo.mcp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairo.access.Caller;
import io.cairo.base.Incident;
import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.base.ProblemBody;
import io.cairo.tool.ToolRegistry;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Answers what is posted to an endpoint, in this order: whose page asks, how large, whose key, how often, is it JSON, is it
 * a request, which version, which method.
 */
final class Dispatcher {
    private static final Logger LOG = System.getLogger(Dispatcher.class.getName());

    /** The largest body. */
    static final int MOST_BYTES = 4 << 20;

    /** The longest batch. */
    static final int MOST_REQUESTS = 100;

    private final Admission admission;
    private final ToolRegistry tools;
    private final Engine engine;

    Dispatcher(Admission admission, ToolRegistry tools, Engine engine) {
        this.admission = admission;
        this.tools = tools;
        this.engine = engine;
    }

    /** Who asked where, with what, before any request has been read from it. */
    record Visit(Endpoint endpoint, Received received, Caller caller, Session session, Narrowing narrowing) {

        /** @throws Refusal if it speaks no version */
        Call call(Rpc rpc) {
            Meta meta = Meta.of(rpc.params());
            return new Call(rpc, caller, endpoint, Eras.of(rpc, meta, received, session), meta, session, narrowing);
        }
    }

    Answer post(Endpoint endpoint, Received received) {
        Map<String, String> quota = new HashMap<>();
        try {
            admission.checkOrigin(received);
            if (received.body().length > MOST_BYTES) {
                throw Refusal.of(Fault.TOO_LARGE, "The body is larger than the 4 MB allowed");
            }
            Caller caller = admission.caller(endpoint, received);
            quota.putAll(admission.take(endpoint, caller));
            Visit visit =
                    new Visit(endpoint, received, caller, engine.session(received), Narrowing.of(received, tools));
            return answer(visit, json(received.body())).with(quota);
        } catch (Refusal refusal) {
            return refused(Optional.empty(), Eras.presumed(received), refusal).with(quota);
        }
    }

    private Answer answer(Visit visit, JsonValue json) {
        return json instanceof JsonArray batch ? batch(visit, batch) : single(visit, json, true);
    }

    private static JsonValue json(byte[] body) {
        try {
            return JsonTree.read(body);
        } catch (Problem problem) {
            throw Refusal.of(Fault.NOT_JSON, problem.sentence());
        }
    }

    /** Legacy only: in order, each by itself; a bad one fails alone. */
    private Answer batch(Visit visit, JsonArray batch) {
        if (batch.isEmpty() || batch.size() > MOST_REQUESTS) {
            throw Refusal.of(Fault.NOT_A_REQUEST, "a batch has from 1 to " + MOST_REQUESTS + " requests");
        }
        if (Eras.presumed(visit.received()).isModern() || batch.stream().anyMatch(Dispatcher::isModern)) {
            throw Refusal.of(
                    Fault.NOT_A_REQUEST,
                    "there are no batches in " + Version.V2026_07_28.wire() + "; send each request by itself");
        }
        List<byte[]> bodies = new ArrayList<>(batch.size());
        for (JsonValue each : batch) {
            byte[] body = single(visit, each, false).body();
            if (body.length > 0) {
                bodies.add(body);
            }
        }
        return bodies.isEmpty() ? Answer.ACCEPTED : json(200, Map.of(), json -> array(json, bodies));
    }

    private static boolean isModern(JsonValue json) {
        return json instanceof JsonObject object
                && object.get("params") instanceof JsonObject params
                && Meta.of(params).isModern();
    }

    private static void array(JsonGenerator json, List<byte[]> bodies) throws IOException {
        json.writeStartArray();
        for (byte[] body : bodies) {
            json.writeRawValue(new String(body, StandardCharsets.UTF_8));
        }
        json.writeEndArray();
    }

    private Answer single(Visit visit, JsonValue json, boolean alone) {
        Version version = Eras.presumed(visit.received());
        try {
            Rpc rpc = Rpc.of(json);
            version = Eras.isModern(rpc, Meta.of(rpc.params()), visit.received()) ? Version.V2026_07_28 : version;
            Call call = visit.call(rpc);
            version = call.version();
            if (rpc.id() == null || rpc.isResponse()) {
                engine.hear(call);
                return Answer.ACCEPTED;
            }
            if (!alone && rpc.method().equals("initialize")) {
                throw Refusal.of(Fault.NOT_A_REQUEST, "initialize must not be part of a batch");
            }
            return alone ? engine.answer(visit, call) : engine.inline(call);
        } catch (Refusal refusal) {
            return refused(Rpc.id(json), version, refusal);
        } catch (RuntimeException bug) {
            return refused(Rpc.id(json), version, incident(bug));
        }
    }

    static Refusal incident(RuntimeException bug) {
        String incident = Incident.log(LOG, bug);
        return Refusal.exactly(
                Fault.BUG,
                JsonTree.JSON.createObjectBuilder().add("incident", incident).build());
    }

    static Answer refused(Optional<JsonValue> id, Version version, Refusal refusal) {
        Fault fault = refusal.fault();
        if (fault.isPlain()) {
            byte[] plain = ProblemBody.of(fault.wire(), refusal.message());
            return new Answer(fault.status(version), json(refusal.headers()), plain);
        }
        return json(fault.status(version), refusal.headers(), json -> Rpc.error(json, id, version, refusal));
    }

    /** The answer to a request that has a result. */
    static Answer result(Call call, Result result, Map<String, String> headers) {
        JsonValue id = Objects.requireNonNull(call.rpc().id());
        return json(200, headers, json -> Rpc.result(json, id, call.version(), result));
    }

    static Answer json(int status, Map<String, String> headers, JsonText.Writer body) {
        return new Answer(status, json(headers), JsonText.bytes(body));
    }

    private static Map<String, String> json(Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Content-Type", "application/json");
        return headers;
    }

    /** A refusal before any request was read. */
    static Answer refusal(Refusal refusal) {
        return refused(Optional.empty(), Version.UNSAID, refusal);
    }
}
