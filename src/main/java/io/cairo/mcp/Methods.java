package io.cairo.mcp;

import io.cairo.context.Conversation;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every method that is answered with one result, by era. */
final class Methods {
    static final String LISTEN = "subscriptions/listen";

    /** Answers a call. */
    @FunctionalInterface
    interface Method {
        /** @throws Refusal for what is no result; whatever else is thrown is a bug */
        Result answer(Call call, Conversation talk);
    }

    private final Map<String, Method> legacy = new TreeMap<>();
    private final Map<String, Method> modern = new TreeMap<>();

    Methods(ToolCalls calls, ToolList list, Admission admission, Reading reading, Prompting prompting, Levels levels) {
        Completing completing = new Completing(prompting, reading);
        legacy.put("initialize", (call, talk) -> Greeting.initialize(call));
        legacy.put("ping", (call, talk) -> Result.EMPTY);
        legacy.put("logging/setLevel", (call, talk) -> levels.set(call));
        legacy.put("resources/subscribe", (call, talk) -> reading.watch(call));
        legacy.put("resources/unsubscribe", (call, talk) -> reading.watch(call));
        modern.put("server/discover", (call, talk) -> Greeting.discover(call));
        both("tools/list", (call, talk) -> {
            noCursor(call);
            return list.of(call, admission.isGoverned(call.endpoint(), call.caller()));
        });
        both("tools/call", calls::call);
        both("resources/list", (call, talk) -> reading.list(call));
        both("resources/templates/list", (call, talk) -> reading.templates(call));
        both("resources/read", (call, talk) -> reading.read(call));
        both("prompts/list", (call, talk) -> prompting.list(call));
        both("prompts/get", prompting::get);
        both("completion/complete", (call, talk) -> completing.complete(call));
    }

    private void both(String name, Method method) {
        legacy.put(name, method);
        modern.put(name, method);
    }

    /** @throws Refusal UNKNOWN_METHOD */
    Method find(Call call) {
        return Optional.ofNullable((call.version().isModern() ? modern : legacy)
                        .get(call.rpc().method()))
                .orElseThrow(() ->
                        Refusal.of(Fault.UNKNOWN_METHOD, Texts.shown(call.rpc().method())));
    }

    /** Whether some version has a method of that name. */
    boolean knows(String name) {
        return legacy.containsKey(name) || modern.containsKey(name) || name.equals(LISTEN);
    }

    /** Lists of what Cairo offers have one page. */
    static void noCursor(Call call) {
        if (call.params().containsKey("cursor")) {
            throw Refusal.of(Fault.BAD_CURSOR, "everything is in the first page; leave cursor out");
        }
    }
}
