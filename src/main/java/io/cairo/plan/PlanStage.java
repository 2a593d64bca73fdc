package io.cairo.plan;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.message.Message;
import io.cairo.message.Passage;
import io.cairo.message.Stage;
import io.cairo.plan.Finding.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks events against the plans of their namespace on their way in. */
@ApplicationScoped
public class PlanStage implements Stage {
    @Inject
    Watch watch;

    @Inject
    Violations violations;

    @Inject
    Alarms alarms;

    /** What one plan finds, and what it does about it. */
    private record Breach(Watching plan, Finding finding, Action action) {}

    @Override
    public int order() {
        return PLAN;
    }

    @Override
    public @Nullable Step at(int namespace) {
        List<Watching> plans = watch.over(namespace);
        return plans.isEmpty() ? null : Step.each(message -> checked(plans, message));
    }

    @Override
    public void record(Connection connection, List<Note> notes) throws SQLException {
        violations.count(connection, notes.stream().map(Violation.class::cast).toList());
    }

    private Passage checked(List<Watching> plans, Message message) {
        if (FirstLook.isEnough(plans, message)) {
            return Passage.of(message);
        }
        List<Breach> breaches = new Budget(Budget.STEPS_OF_AN_EVENT).within(() -> breaches(plans, message));
        return breaches.isEmpty() ? Passage.of(message) : judged(message, breaches);
    }

    private static List<Breach> breaches(List<Watching> plans, Message message) {
        List<Breach> breaches = new ArrayList<>();
        boolean planned = plans.stream().anyMatch(plan -> plan.rules().plans(message));
        @Nullable JsonObject event = tree(message);
        for (Watching plan : plans) {
            for (Finding finding : findings(plan, planned, message, event)) {
                Action action = plan.policy().about(finding);
                if (action != Action.ALLOW) {
                    breaches.add(new Breach(plan, finding, action));
                }
            }
        }
        return breaches;
    }

    private static List<Finding> findings(Watching plan, boolean planned, Message message, @Nullable JsonObject event) {
        if (event == null) {
            return List.of(Finding.UNVERIFIABLE);
        }
        if (!planned) {
            return List.of(Finding.UNKNOWN_EVENT);
        }
        List<Finding> found = new ArrayList<>(plan.rules().check(message, event));
        if (plan.policy().properties() != Action.ALLOW) {
            plan.rules().unplanned(message, event).stream()
                    .map(name -> unplanned(message, name))
                    .forEach(found::add);
        }
        return found;
    }

    private static Finding unplanned(Message message, String name) {
        String field = Checker.shortened(PlanRules.holder(message) + "." + name);
        return new Finding(Kind.UNKNOWN_PROPERTY, "", field, field + " is not planned");
    }

    private static @Nullable JsonObject tree(Message message) {
        try {
            return JsonTree.readObject(message.payload());
        } catch (Problem e) {
            return null;
        }
    }

    private Passage judged(Message message, List<Breach> breaches) {
        List<Note> notes = new ArrayList<>();
        List<Message> onward = new ArrayList<>();
        Set<String> omitted = new TreeSet<>();
        @Nullable String aside = null;
        boolean dropped = breaches.stream().anyMatch(breach -> breach.action() == Action.DROP);
        for (Breach breach : breaches) {
            Violation violation = violation(message, breach);
            notes.add(violation);
            alarms.about(message, breach.plan(), breach.finding(), violation).ifPresent(onward::add);
            if (breach.action() == Action.OMIT) {
                omitted.add(breach.finding().field());
            }
            if (aside == null && breach.action().compareTo(Action.OMIT) >= 0) {
                aside = "%s by tracking plan %s, version %d: %s"
                        .formatted(
                                dropped ? "dropped" : "changed",
                                breach.plan().id(),
                                breach.plan().version(),
                                breach.finding().message());
            }
        }
        if (!dropped) {
            onward.add(0, omitted.isEmpty() ? message : Omission.of(message, omitted));
        }
        return new Passage(message, onward, notes, aside);
    }

    private Violation violation(Message message, Breach breach) {
        return new Violation(
                this,
                Violation.Key.of(breach.plan(), message, breach.finding()),
                breach.finding().message(),
                message.messageId(),
                message.receivedAt());
    }
}
