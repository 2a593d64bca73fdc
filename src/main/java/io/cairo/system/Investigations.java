package io.cairo.system;

import io.cairo.access.Caller;
import io.cairo.access.Namespaces;
import io.cairo.context.Prompt;
import io.cairo.context.Prompt.Argument;
import io.cairo.event.SeenEvents;
import io.cairo.system.Investigation.Step;
import io.cairo.tool.ToolRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The investigations that people start most often. */
@ApplicationScoped
public class Investigations {
    private static final Duration LATELY = Duration.ofDays(30);

    @Inject
    ToolRegistry tools;

    @Inject
    Namespaces namespaces;

    @Inject
    SeenEvents seen;

    @Inject
    Clock clock;

    @Produces
    @Singleton
    Prompt release() {
        return investigation(
                "what_broke_since_release",
                "What broke since a release?",
                "Compares errors and events before and after a release. Use it right after a deployment or when someone"
                        + " reports that something stopped working.",
                List.of(
                        required("since", "When the release went out, ISO-8601"),
                        optional("release", "Its version, as events carry it"),
                        optional("namespace", "Where; default: the key's own")),
                List.of(
                        "Find out what broke since the release of {since}.",
                        "The release calls itself {release}.",
                        "Look in the namespace {namespace}."),
                List.of(
                        new Step(
                                "list_error_groups",
                                "list_error_groups: which groups are new or regressed since {since}?"),
                        new Step("error_trends", "error_trends: did the rate change at {since}?"),
                        new Step(
                                "get_error_group",
                                "get_error_group for the worst three: who is hit, and where in the code?"),
                        new Step(
                                "query_events",
                                "query_events with from {since}, and once for as long a time before it:"
                                        + " which events became rarer, which stopped, whose properties changed?"),
                        new Step(
                                "list_destinations", "list_destinations: does a destination fail or lag since then?")));
    }

    @Produces
    @Singleton
    Prompt person() {
        return investigation(
                "who_is_this_user",
                "Who is this user?",
                "Puts together everything known about one person: identifiers, traits, what they did last, what went wrong"
                        + " for them. Use it for support questions.",
                List.of(
                        required("user", "User ID, email or anonymous ID"),
                        optional("namespace", "Where; default: the key's own")),
                List.of(
                        "Tell me who the user {user} is and what they have been doing.",
                        "Look in the namespace {namespace}."),
                List.of(
                        new Step("lookup_user", "lookup_user: profile, traits and recent events."),
                        new Step(
                                "resolve_identity",
                                "resolve_identity: which other ids belong to the same person, and why?"),
                        new Step(
                                "query_events",
                                "query_events by user_email if it has an @, else by user_id: what did they"
                                        + " do, in order, and when first and last?"),
                        new Step("list_error_groups", "list_error_groups: did errors hit them?")));
    }

    @Produces
    @Singleton
    Prompt delivery() {
        return investigation(
                "why_was_this_event_not_delivered",
                "Why was this event not delivered?",
                "Follows one event from its arrival to a destination. Use it when a vendor does not show what an"
                        + " application sent.",
                List.of(
                        required("event", "The messageId, or the event's name"),
                        optional("destination", "The destination's name or id"),
                        optional("namespace", "Where; default: the key's own")),
                List.of(
                        "Find out why the event {event} was not delivered.",
                        "It was expected at {destination}.",
                        "Look in the namespace {namespace}."),
                List.of(
                        new Step(
                                "explain_event",
                                "explain_event: received, checked, transformed, delivered where and how often?"),
                        new Step(
                                "query_events",
                                "query_events: is it stored at all, and when did it come in? If not, the"
                                        + " sender's key, namespace or clock is the first suspect."),
                        new Step(
                                "list_destinations",
                                "list_destinations: was the destination there and enabled then, does it"
                                        + " take this type (event_types), what are its state, last_error, lag_seconds and counts?"),
                        new Step(
                                "list_dead_letters",
                                "list_dead_letters: was it given up, and what did the vendor answer?"),
                        new Step("preview_delivery", "preview_delivery: what would be sent, exactly?")));
    }

    @Produces
    @Singleton
    Prompt funnel() {
        return investigation(
                "how_did_this_funnel_change",
                "How did this funnel change?",
                "Compares how many people go from step to step in two periods. Use it when a conversion moved.",
                List.of(
                        required("steps", "Event names in order, separated by commas"),
                        required("from", "Begin of the period, ISO-8601"),
                        optional("to", "End of it; default: now"),
                        optional("namespace", "Where; default: the key's own")),
                List.of(
                        "Find out how the funnel {steps} changed since {from}.",
                        "The period ends at {to}.",
                        "Look in the namespace {namespace}."),
                List.of(
                        new Step(
                                "funnel",
                                "funnel for the period, and for one of the same length before it: at which step do"
                                        + " more people leave?"),
                        new Step(
                                "get_stats",
                                "get_stats for each step by day and by source: when did it begin, and for whom?"),
                        new Step(
                                "query_events",
                                "query_events for each step in both periods: did the events themselves change"
                                        + " (properties, versions, platforms), or only how many there are?"),
                        new Step("list_error_groups", "list_error_groups: did an error begin when the change did?")));
    }

    private Prompt investigation(
            String name,
            String title,
            String description,
            List<Argument> arguments,
            List<String> question,
            List<Step> steps) {
        return new Investigation(name, title, description, arguments, question, steps, tools, this::values);
    }

    private static Argument required(String name, String description) {
        return new Argument(name, description, true);
    }

    private static Argument optional(String name, String description) {
        return new Argument(name, description, false);
    }

    /** Namespaces and events of late, where those are asked for. */
    private List<String> values(Caller caller, String argument) {
        return switch (argument) {
            case "namespace" ->
                namespaces.visible(caller).stream().map(each -> each.name()).toList();
            case "event", "steps" -> events(caller);
            default -> List.of();
        };
    }

    private List<String> events(Caller caller) {
        return namespaces
                .forReading(caller, null)
                .map(namespace ->
                        seen.trackNames(namespace.id(), clock.instant().minus(LATELY)))
                .orElse(List.of());
    }
}
