package io.cairo.mcp;

import io.cairo.base.Cancellation;
import io.cairo.base.Problem;
import io.cairo.base.Signer;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolRegistry;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls: at once, or on a thread of their own beside a stream where they may take long, have something to say, or
 * must notice that their caller has left.
 */
final class Engine {
    /** How long a call may take until its answer becomes a stream. */
    private static final Duration AT_ONCE = Duration.ofMillis(250);

    private static final Duration BEAT = Duration.ofSeconds(1);

    private final ToolRegistry tools;
    private final Admission admission;
    private final Methods methods;
    private final Subscriptions subscriptions;
    private final Streams streams;
    private final Talks talks;
    private final Signer signer;

    Engine(
            ToolRegistry tools,
            Admission admission,
            Methods methods,
            Subscriptions subscriptions,
            Streams streams,
            Talks talks,
            Signer signer) {
        this.tools = tools;
        this.admission = admission;
        this.methods = methods;
        this.subscriptions = subscriptions;
        this.streams = streams;
        this.talks = talks;
        this.signer = signer;
    }

    /** The session that a legacy request belongs to. */
    Session session(Received received) {
        return Session.of(signer, received.header().apply(Session.HEADER));
    }

    /** Takes in what expects no answer: notifications, and answers to our questions. */
    void hear(Call call) {
        if (call.rpc().isResponse()) {
            talks.replies().accept(call.principal(), call.rpc().body());
        } else if (call.rpc().method().equals("notifications/cancelled")) {
            talks.running().cancel(call);
        } else if (methods.knows(call.rpc().method())) {
            throw Refusal.of(
                    Fault.NOT_A_REQUEST, call.rpc().method() + " needs an id, or nobody hears what came of it");
        }
    }

    /** Answers a call that came alone. */
    Answer answer(Dispatcher.Visit visit, Call call) {
        if (call.version().isModern() && call.rpc().method().equals(Methods.LISTEN)) {
            return listen(visit, call);
        }
        return visit.received().acceptsEvents() && mayStream(call) ? beside(call, methods.find(call)) : inline(call);
    }

    /** Answers a call at once, whatever it takes. */
    Answer inline(Call call) {
        return finish(call, methods.find(call), null, new Cancellation());
    }

    private boolean mayStream(Call call) {
        if (!call.rpc().method().equals("tools/call") || !(call.params().get("name") instanceof JsonString name)) {
            return false;
        }
        return call.meta().progressToken() != null
                || tools.find(name.getString())
                        .filter(entry -> entry.converses() || entry.hints(Tool.Hint.READ_ONLY))
                        .isPresent();
    }

    private Answer beside(Call call, Methods.Method method) {
        Cancellation cancellation = new Cancellation();
        Flow flow = new Flow(BEAT, () -> talks.running().look(call, cancellation), () -> left(call, cancellation));
        streams.run(call.principal(), () -> {
            Answer answer = finish(call, method, flow, cancellation);
            if (cancellation.isCancelled()) {
                flow.close();
            } else {
                flow.end(answer);
            }
        });
        try {
            return flow.only(AT_ONCE).orElseGet(() -> Answer.of(flow));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of(Fault.UNAVAILABLE, "Cairo is stopping; call again");
        }
    }

    /** To modern clients leaving means cancelling; a legacy one says so if it means it. */
    private static void left(Call call, Cancellation cancellation) {
        if (call.version().isModern()) {
            cancellation.cancel();
        }
    }

    private Answer finish(Call call, Methods.Method method, @Nullable Flow flow, Cancellation cancellation) {
        try {
            Talk talk = talks.talk(call, flow, cancellation);
            Result result = talks.running().over(call, cancellation, () -> method.answer(call, talk));
            return Dispatcher.result(call, result, headers(call));
        } catch (InputRequired question) {
            return Dispatcher.result(call, question.result(), Map.of());
        } catch (Refusal refusal) {
            return refused(call, refusal);
        } catch (Problem problem) {
            return refused(call, refusal(problem));
        } catch (RuntimeException bug) {
            boolean wanted = !cancellation.isCancelled();
            return refused(
                    call,
                    wanted ? Dispatcher.incident(bug) : Refusal.exactly(Fault.CANCELLED, JsonValue.EMPTY_JSON_OBJECT));
        }
    }

    private static Refusal refusal(Problem problem) {
        return switch (problem.code()) {
            case UNAVAILABLE -> Refusal.exactly(Fault.UNAVAILABLE, problem);
            case RATE_LIMITED -> Refusal.exactly(Fault.RATE_LIMITED, problem);
            case OVERLOADED -> Refusal.exactly(Fault.OVERLOADED, problem);
            default -> Refusal.of(Fault.WRONG_PARAMS, problem.sentence());
        };
    }

    private static Answer refused(Call call, Refusal refusal) {
        return Dispatcher.refused(Optional.ofNullable(call.rpc().id()), call.version(), refusal);
    }

    /** Whoever introduces themselves is given a session to name from now on. */
    private Map<String, String> headers(Call call) {
        if (!call.rpc().method().equals("initialize")) {
            return Map.of();
        }
        JsonValue offered = call.params().getOrDefault("capabilities", JsonValue.EMPTY_JSON_OBJECT);
        return Map.of(
                Session.HEADER, Session.begin(Greeting.agreed(call), offered).id(signer));
    }

    /** The looks are taken by the thread that writes; a key that is revoked hears nothing more. */
    private Answer listen(Dispatcher.Visit visit, Call call) {
        Subscriptions.Subscription subscription = subscriptions.open(call);
        streams.enter(call.principal());
        Flow[] flow = new Flow[1];
        flow[0] = new Flow(BEAT, () -> look(visit, subscription, flow[0]), () -> {});
        flow[0].whenClosed(() -> streams.leave(call.principal()));
        subscription.acknowledge(flow[0]);
        return Answer.of(flow[0]);
    }

    private void look(Dispatcher.Visit visit, Subscriptions.Subscription subscription, Flow flow) {
        try {
            admission.caller(visit.endpoint(), visit.received());
            subscription.look(flow);
        } catch (Refusal revoked) {
            flow.close();
        }
    }
}
