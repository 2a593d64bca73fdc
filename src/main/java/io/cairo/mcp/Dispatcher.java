package io.cairo.mcp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairo.access.Caller;
import io.cairo.access.Callers;
import io.cairo.access.Credentials;
import io.cairo.access.Origins;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is posted to {@code /mcp}, in this order: whose page asks, how large, whose key, which version, is it JSON,
 * is it a request, which method.
 */
final class Dispatcher {
    private static final Logger LOG = System.getLogger(Dispatcher.class.getName());

    /** The largest body. */
    static final int MOST_BYTES = 4 << 20;

    /** The longest batch. */
    static final int MOST_REQUESTS = 100;

    private final Callers callers;
    private final Origins origins;
    private final Methods methods;

    Dispatcher(ToolRegistry tools, Callers callers, Origins origins) {
        this.callers = callers;
        this.origins = origins;
        this.methods = new Methods(tools);
    }

    /** What came of one request: nothing to write for those that expect no answer. */
    private record Outcome(int status, Map<String, String> headers, JsonText.@Nullable Writer body) {
        static final Outcome SILENT = new Outcome(202, Map.of(), null);
    }

    Answer post(Received received) {
        Version version = Version.UNSAID;
        try {
            checkOrigin(received);
            if (received.body().length > MOST_BYTES) {
                throw Refusal.of(Fault.TOO_LARGE, "The body is larger than the 4 MB allowed");
            }
            Caller caller = caller(received);
            version = version(received);
            JsonValue json = json(received.body());
            return json instanceof JsonArray batch
                    ? batch(batch, caller, version)
                    : answer(one(json, caller, version, false));
        } catch (Refusal refusal) {
            return answer(refused(Optional.empty(), version, refusal));
        }
    }

    /** @throws Refusal FORBIDDEN */
    void checkOrigin(Received received) {
        String origin = received.header().apply("Origin");
        if (!origins.allow(origin, received.header().apply("Host"))) {
            throw Refusal.of(
                    Fault.FORBIDDEN,
                    "Pages of this origin may not call; the operator lists those that may in CAIRO_MCP_ORIGINS");
        }
    }

    /** @throws Refusal for whoever may not use this endpoint at all */
    Caller caller(Received received) {
        List<String> keys = Credentials.keys(received.header(), name -> null);
        @Nullable String key = keys.isEmpty() ? null : keys.get(0);
        try {
            Caller caller = callers.of(key, Origins.isLocal(received.address(), received.header()));
            return switch (caller.kind()) {
                case SK, RK -> caller;
                case PK ->
                    throw Refusal.of(
                            Fault.KEY_KIND_NOT_ALLOWED,
                            "A key of kind pk may only send events over REST; use a key of kind sk or rk");
                case AK ->
                    throw Refusal.of(
                            Fault.ACCOUNT_KEY_REQUIRED,
                            "A key of kind ak is for /mcp/account only; use a key of kind sk or rk");
            };
        } catch (Problem problem) {
            throw unauthenticated(problem);
        }
    }

    private static Refusal unauthenticated(Problem problem) {
        return switch (problem.code().status()) {
            case 401 ->
                Refusal.exactly(fault(problem.code()), message(problem))
                        .with("WWW-Authenticate", "Bearer realm=\"cairo\"");
            case 429 -> Refusal.exactly(Fault.RATE_LIMITED, message(problem)).after(problem);
            default -> Refusal.exactly(Fault.UNAVAILABLE, message(problem)).after(problem);
        };
    }

    private static Fault fault(Problem.Code code) {
        return code == Problem.Code.MISSING_WRITE_KEY ? Fault.MISSING_KEY : Fault.INVALID_KEY;
    }

    private static JsonObject message(Problem problem) {
        return JsonTree.JSON
                .createObjectBuilder()
                .add("message", problem.sentence())
                .build();
    }

    private static Version version(Received received) {
        String said = received.header().apply("MCP-Protocol-Version");
        if (said == null) {
            return Version.UNSAID;
        }
        return Version.of(said)
                .orElseThrow(() -> Refusal.of(
                        Fault.NOT_A_REQUEST,
                        "MCP-Protocol-Version must be one of " + String.join(", ", Version.wires())));
    }

    private static JsonValue json(byte[] body) {
        try {
            return JsonTree.read(body);
        } catch (Problem problem) {
            throw Refusal.of(Fault.NOT_JSON, problem.sentence());
        }
    }

    /** In order, each by itself: a bad one fails alone. */
    private Answer batch(JsonArray batch, Caller caller, Version version) {
        if (batch.isEmpty() || batch.size() > MOST_REQUESTS) {
            throw Refusal.of(Fault.NOT_A_REQUEST, "a batch has from 1 to " + MOST_REQUESTS + " requests");
        }
        List<JsonText.Writer> bodies = new ArrayList<>(batch.size());
        for (JsonValue each : batch) {
            JsonText.@Nullable Writer body = one(each, caller, version, true).body();
            if (body != null) {
                bodies.add(body);
            }
        }
        return bodies.isEmpty() ? Answer.ACCEPTED : json(200, Map.of(), json -> array(json, bodies));
    }

    private static void array(JsonGenerator json, List<JsonText.Writer> bodies) throws IOException {
        json.writeStartArray();
        for (JsonText.Writer body : bodies) {
            body.write(json);
        }
        json.writeEndArray();
    }

    private Outcome one(JsonValue json, Caller caller, Version version, boolean inBatch) {
        try {
            Rpc request = Rpc.of(json);
            JsonValue id = request.id();
            if (id == null) {
                return silent(request);
            }
            if (inBatch && request.method().equals("initialize")) {
                throw Refusal.of(Fault.NOT_A_REQUEST, "initialize must not be part of a batch");
            }
            JsonText.Writer result = methods.answer(request, caller, version);
            return new Outcome(200, Map.of(), out -> Rpc.result(out, id, result));
        } catch (Refusal refusal) {
            return refused(Rpc.id(json), version, refusal);
        } catch (RuntimeException bug) {
            return refused(Rpc.id(json), version, incident(bug));
        }
    }

    private static Outcome silent(Rpc request) {
        if (Methods.knows(request.method())) {
            throw Refusal.of(Fault.NOT_A_REQUEST, request.method() + " needs an id, or nobody hears what came of it");
        }
        return Outcome.SILENT;
    }

    private static Refusal incident(RuntimeException bug) {
        String incident = Incident.log(LOG, bug);
        return Refusal.exactly(
                Fault.BUG,
                JsonTree.JSON.createObjectBuilder().add("incident", incident).build());
    }

    private static Outcome refused(Optional<JsonValue> id, Version version, Refusal refusal) {
        Fault fault = refusal.fault();
        return new Outcome(
                fault.status(),
                refusal.headers(),
                fault.isPlain()
                        ? out -> out.writeRawValue(plain(refusal))
                        : out -> Rpc.error(out, id, version, refusal));
    }

    private static String plain(Refusal refusal) {
        return new String(ProblemBody.of(refusal.fault().wire(), refusal.message()), StandardCharsets.UTF_8);
    }

    private static Answer answer(Outcome outcome) {
        JsonText.@Nullable Writer body = outcome.body();
        return body == null ? Answer.ACCEPTED : json(outcome.status(), outcome.headers(), body);
    }

    static Answer json(int status, Map<String, String> more, JsonText.Writer body) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Content-Type", "application/json");
        return new Answer(status, headers, JsonText.bytes(body));
    }

    /** A refusal before any request was read. */
    static Answer refusal(Refusal refusal) {
        return answer(refused(Optional.empty(), Version.UNSAID, refusal));
    }
}
