package io.cairo.plan;

import io.cairo.message.Message;
import io.cairo.message.Stage;
import java.time.Instant;
import java.util.UUID;

/** One event that broke one plan in one way, to be counted with those like it. */
record Violation(Stage stage, Key key, String message, String messageId, Instant at) implements Stage.Note {

    /** What is counted together. */
    record Key(int namespace, UUID plan, int version, String type, String name, String kind, String field) {
        static Key of(Watching plan, Message message, Finding finding) {
            String name = message.name() == null ? message.type().wire() : message.name();
            return new Key(
                    message.namespace(),
                    plan.id(),
                    plan.version(),
                    message.type().wire(),
                    Checker.shortened(name),
                    finding.kind().wire(),
                    finding.field());
        }

        /** Where those go that no room is left for. */
        Key other() {
            return new Key(namespace, plan, version, type, "(other)", kind, "");
        }
    }
}
