package io.cairo.replay;

import io.cairo.base.JsonText;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.message.Message;
import io.cairo.transformation.Treatment;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.UUID;

/** Says in an event that it is sent once more: {@code context.replay.id} is the replay's. Its message id stays. */
final class Mark {
    private static final String CONTEXT = "context";

    private final JsonObject replay;

    Mark(UUID replay) {
        this.replay =
                JsonTree.JSON.createObjectBuilder().add("id", replay.toString()).build();
    }

    /** The event with the mark; what is no readable object stays as it is. */
    byte[] on(byte[] payload) {
        try {
            JsonObject event = JsonTree.readObject(payload);
            JsonValue context = event.get(CONTEXT);
            JsonObject before = context instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
            JsonObject marked = JsonTree.JSON
                    .createObjectBuilder(before)
                    .add("replay", replay)
                    .build();
            return JsonText.bytes(JsonTree.JSON
                    .createObjectBuilder(event)
                    .add(CONTEXT, marked)
                    .build());
        } catch (Problem e) {
            return payload;
        }
    }

    /** What code makes of marked events may have lost the mark. */
    Treatment on(Treatment treatment) {
        return events -> treatment.treat(events).stream().map(this::on).toList();
    }

    private Treatment.Treated on(Treatment.Treated treated) {
        return new Treatment.Treated(treated.messages().stream().map(this::on).toList(), treated.quarantined());
    }

    private Message on(Message message) {
        return message.with(on(message.payload()));
    }
}
