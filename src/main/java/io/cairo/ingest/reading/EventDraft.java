package io.cairo.ingest.reading;

import com.fasterxml.jackson.core.JsonToken;
import io.cairo.access.Namespaces;
import io.cairo.base.JsonCursor;
import io.cairo.base.JsonWriter;
import io.cairo.base.Problem;
import io.cairo.base.Times;
import io.cairo.message.Identifier;
import io.cairo.message.Message;
import io.cairo.message.Who;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event while it is being read: fields that only travel are already copied, those that Cairo decides about wait here.
 *
 * @see <a href="https://segment.com/docs/connections/spec/common/">Segment's common fields</a>
 */
final class EventDraft {
    private static final String SANITIZED = "_sanitized";

    /** What stays as it was read first, whatever the event says when it is read once more. */
    private static final Set<String> SETTLED = Set.of("type", "messageId", "namespace", SANITIZED);

    private final JsonCursor from;
    private final JsonWriter to;
    private final JsonCopy copy;
    private final MessageReader.Surroundings surroundings;
    private final Inheritance inheritance;
    private final MessageReader.Surroundings.@Nullable Again again;
    private final Emails emails = new Emails();

    private @Nullable String type;
    private @Nullable String event;
    private @Nullable String name;
    private @Nullable String messageId;
    private @Nullable String userId;
    private @Nullable String anonymousId;
    private @Nullable String groupId;
    private @Nullable String previousId;
    private @Nullable String namespace;
    private @Nullable String timestamp;
    private @Nullable String originalTimestamp;
    private @Nullable String sentAt;
    private boolean sanitizedBefore;
    private boolean spellsOurs;
    private boolean hasText;

    private Message.Type kind = Message.Type.TRACK;
    private Instant happened = Instant.EPOCH;

    EventDraft(JsonCursor from, JsonWriter to, MessageReader.Surroundings surroundings) {
        this.from = from;
        this.to = to;
        this.copy = new JsonCopy(from, to);
        this.surroundings = surroundings;
        this.again = surroundings.again();
        this.inheritance = new Inheritance(from, to, copy, surroundings);
    }

    /** Reads the whole event; the cursor stands on its opening brace, and then on its closing one. */
    void copyFields() {
        while (from.next() == JsonToken.FIELD_NAME) {
            String field = from.name();
            from.next();
            copyField(field);
        }
    }

    /** Reads one member; the cursor stands on its value. */
    void copyField(String field) {
        if (again != null && SETTLED.contains(field)) {
            sanitizedBefore |= field.equals(SANITIZED);
            from.skip();
            return;
        }
        switch (field) {
            case "type" -> type = text(field);
            case "event" -> event = name(field);
            case "name" -> name = name(field);
            case "messageId" -> messageId = identifier(field, Limits.MESSAGE_ID);
            case "userId" -> userId = identifier(field, Limits.IDENTIFIER);
            case "anonymousId" -> anonymousId = identifier(field, Limits.IDENTIFIER);
            case "groupId" -> groupId = identifier(field, Limits.IDENTIFIER);
            case "previousId" -> previousId = identifier(field, Limits.IDENTIFIER);
            case "namespace" -> namespace = text(field);
            case "timestamp" -> timestamp = text(field);
            case "originalTimestamp" -> originalTimestamp = text(field);
            case "sentAt" -> sentAt = text(field);
            case "receivedAt", "writeKey" -> from.skip(); // ours to say; a secret
            case "properties" -> object(field, emails::watchProperties);
            case "traits" -> object(field, emails::watchTraits);
            case "context" -> inheritance.context();
            case "integrations" -> inheritance.integrations();
            case SANITIZED -> {
                spellsOurs = true;
                carry(field);
            }
            default -> carry(field);
        }
    }

    private void carry(String field) {
        copy.name(field);
        copy.value();
    }

    private void object(String field, JsonCopy.Watch watch) {
        if (from.token() == JsonToken.VALUE_NULL) {
            return;
        }
        to.name(field);
        to.startObject();
        copy.fields(field, watch);
        to.endObject();
    }

    /**
     * Checks what the contract demands and writes what Cairo decides.
     *
     * @throws BadEvent if something is missing or wrong
     */
    void complete(Message.@Nullable Type path) {
        kind = path != null
                ? path
                : Message.Type.of(type)
                        .orElseThrow(() -> new BadEvent(
                                "invalid_type", "type: must be one of track, identify, page, screen, group, alias"));
        checkIdentifiers();
        inheritance.complete();
        writeIdentity();
        writeTimes();
        if (isSanitized()) {
            to.name(SANITIZED);
            to.value("true");
        }
    }

    private void checkIdentifiers() {
        if (kind == Message.Type.TRACK && event == null) {
            throw new BadEvent("missing_event", "event: a track needs the name of what happened");
        }
        if (kind == Message.Type.GROUP && groupId == null) {
            throw new BadEvent("missing_group_id", "groupId: a group needs it");
        }
        if (kind == Message.Type.ALIAS && (userId == null || previousId == null)) {
            throw new BadEvent("missing_id", "userId and previousId: an alias needs both");
        }
        boolean somebody = userId != null || anonymousId != null || groupId != null;
        if (!somebody && !surroundings.arrived().anonymous()) {
            throw new BadEvent("missing_id", "userId or anonymousId: one of them is needed");
        }
    }

    private void writeIdentity() {
        if (again != null) {
            messageId = again.messageId();
        }
        messageId = messageId == null ? UUID.randomUUID().toString() : messageId;
        to.field("type", kind.wire());
        to.field("messageId", messageId);
        write("event", event);
        write("name", name);
        write("userId", userId);
        write("anonymousId", anonymousId);
        write("groupId", groupId);
        write("previousId", previousId);
    }

    private void writeTimes() {
        Instant receivedAt = surroundings.arrived().receivedAt();
        String original = originalTimestamp == null && again == null ? timestamp : originalTimestamp;
        String sent = sentAt == null ? surroundings.envelope().sentAt() : sentAt;
        happened = again == null
                ? Timestamps.corrected(
                        Timestamps.demanded(original), Timestamps.read(sent).orElse(null), receivedAt)
                : corrected(again.original());
        to.field("timestamp", Times.written(happened));
        write("originalTimestamp", original);
        write("sentAt", sent == null ? null : copy.clean(sent));
        to.field("receivedAt", Times.written(receivedAt));
    }

    /** The clocks were compared when it was read first; what it says now is by ours. */
    private Instant corrected(Message original) {
        if (Times.written(original.timestamp()).equals(timestamp)) {
            return original.timestamp(); // as nearly always: nothing to read, and nothing below a millisecond is lost
        }
        Instant said = Timestamps.demanded(timestamp);
        return said == null ? original.timestamp() : Timestamps.corrected(said, null, original.receivedAt());
    }

    private void write(String field, @Nullable String value) {
        if (value != null) {
            to.field(field, value);
        }
    }

    /** The message; call it after {@link #complete}. */
    Message message(Namespaces namespaces, byte[] payload) {
        Arrived arrived = surroundings.arrived();
        return new Message(
                namespaceId(namespaces),
                kind,
                kind == Message.Type.TRACK ? event : name,
                String.valueOf(messageId),
                new Who(
                        userId,
                        anonymousId,
                        groupId,
                        previousId,
                        emails.counting(kind, inheritance.email(), copy),
                        externalIds()),
                happened,
                arrived.receivedAt(),
                arrived.platform(),
                payload,
                isStable());
    }

    /** Whether reading it once more would find what was written now. */
    private boolean isStable() {
        return surroundings.envelope().isSilent() && !spellsOurs && !isSanitized();
    }

    private boolean isSanitized() {
        return copy.sanitized() || sanitizedBefore;
    }

    /** Whether nothing that was read so far tells Cairo anything, not even whom to write to: it only travels. */
    boolean isSilent() {
        return !hasText && emails.isEmpty() && inheritance.email() == null && !isSanitized();
    }

    /** The usable ids of other systems that were read so far. */
    List<Identifier> externalIds() {
        return inheritance.externalIds();
    }

    private int namespaceId(Namespaces namespaces) {
        if (again != null) {
            return again.original().namespace();
        }
        try {
            return namespaces
                    .forEvents(surroundings.arrived().caller(), namespace == null ? inheritance.namespace() : namespace)
                    .id();
        } catch (Problem e) {
            if (e.code().retryable()) {
                throw e;
            }
            throw new BadEvent(e.code().wire(), e.sentence());
        }
    }

    private @Nullable String identifier(String field, int longest) {
        String value = text(field);
        if (value != null && value.length() > longest) {
            throw new BadEvent(
                    "too_long",
                    "%s: has %d characters, at most %d are allowed".formatted(field, value.length(), longest));
        }
        return value;
    }

    private @Nullable String name(String field) {
        if (from.token().isNumeric()) {
            throw new BadEvent("wrong_type", field + ": must be a text, got a number");
        }
        return identifier(field, Limits.NAME);
    }

    /** A text or a number as text; null for what is absent or blank. */
    private @Nullable String text(String field) {
        JsonToken token = from.token();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
            throw new BadEvent("wrong_type", field + ": must be a text, got " + JsonCopy.kind(token));
        }
        String value = copy.clean(from.text());
        if (value.isBlank()) {
            return null;
        }
        hasText = true;
        return value;
    }
}
