package io.cairo.plan;

import io.cairo.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells of most events to which no plan objects that none does, without a tree of them. */
final class FirstLook {
    private FirstLook() {}

    /** Whether certainly nothing would be done about the event. If not, it must be looked at closely. */
    static boolean isEnough(List<Watching> plans, Message message) {
        boolean planned = plans.stream().anyMatch(plan -> plan.rules().plans(message));
        List<Glance> glances = new ArrayList<>();
        for (Watching plan : plans) {
            Optional<List<Glance>> all = planned ? glances(plan, message) : ofUnplanned(plan);
            if (all.isEmpty()) {
                return false;
            }
            glances.addAll(all.get());
        }
        if (glances.isEmpty()) {
            glances.add(Glance.OF_ANYTHING); // an event that cannot be read breaks every plan
        }
        return glances.stream().allMatch(glance -> glance.approves(message.payload()));
    }

    private static Optional<List<Glance>> glances(Watching plan, Message message) {
        return plan.rules().glances(message, plan.policy().properties() != Action.ALLOW);
    }

    private static Optional<List<Glance>> ofUnplanned(Watching plan) {
        return plan.policy().events() == Action.ALLOW ? Optional.of(List.of()) : Optional.empty();
    }
}
