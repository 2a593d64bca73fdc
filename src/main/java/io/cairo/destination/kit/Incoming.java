package io.cairo.destination.kit;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.base.Times;
import io.cairo.destination.Parcel;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event as a connector reads it. Whatever is missing, or is not of the type that it should be, is not there.
 *
 * @see <a href="https://segment.com/docs/connections/spec/common/">Segment's common fields</a>
 */
public final class Incoming {
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,200}@[^\\s@]{1,200}\\.[^\\s@.]{1,60}");

    private final Parcel parcel;
    private final JsonObject json;

    private Incoming(Parcel parcel, JsonObject json) {
        this.parcel = parcel;
        this.json = json;
    }

    /** The event in the parcel; one without anything if its payload cannot be read. */
    public static Incoming of(Parcel parcel) {
        try {
            return new Incoming(parcel, JsonTree.readObject(parcel.payload()));
        } catch (Problem e) {
            return new Incoming(parcel, JsonValue.EMPTY_JSON_OBJECT);
        }
    }

    public Parcel parcel() {
        return parcel;
    }

    /** The whole event. */
    public JsonObject json() {
        return json;
    }

    public String messageId() {
        return parcel.messageId();
    }

    /** In lower case: {@code track}. */
    public String type() {
        return parcel.type();
    }

    public boolean is(String type) {
        return parcel.type().equals(type);
    }

    public @Nullable String userId() {
        return text("userId");
    }

    public @Nullable String anonymousId() {
        return text("anonymousId");
    }

    /** The user id, or else the anonymous id. */
    public @Nullable String anyId() {
        String userId = userId();
        return userId == null ? anonymousId() : userId;
    }

    public @Nullable String groupId() {
        return text("groupId");
    }

    public @Nullable String previousId() {
        return text("previousId");
    }

    /** The event of a track, the name of a page or screen. */
    public @Nullable String name() {
        String name = parcel.name();
        return name == null || name.isBlank() ? null : name.strip();
    }

    /** What happened, in words: a track's own name, {@code Viewed Pricing Page}, {@code Viewed Home Screen}. */
    public @Nullable String happening() {
        String name = name();
        return switch (parcel.type()) {
            case "page" -> name == null ? "Viewed Page" : "Viewed " + name + " Page";
            case "screen" -> name == null ? "Viewed Screen" : "Viewed " + name + " Screen";
            default -> name;
        };
    }

    public JsonObject properties() {
        return Paths.object(json, "properties");
    }

    /** Traits of the person or group; of other events those that their context has. */
    public JsonObject traits() {
        JsonObject traits = Paths.object(json, "traits");
        return traits.isEmpty() ? Paths.object(json, "context", "traits") : traits;
    }

    /** Traits of the person, also of a group event, whose own traits are the group's. */
    public JsonObject personalTraits() {
        return is("group") ? Paths.object(json, "context", "traits") : traits();
    }

    /** An email address of the person, from traits, properties or a user id that is one. */
    public @Nullable String email() {
        String[] candidates = {
            Paths.text(personalTraits(), "email"),
            text("context", "traits", "email"),
            Paths.text(properties(), "email"),
            userId()
        };
        for (String candidate : candidates) {
            if (isEmail(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    /** Whether a text is an email address, at a glance. */
    public static boolean isEmail(@Nullable String text) {
        return text != null && EMAIL.matcher(text).matches();
    }

    public JsonObject context() {
        return Paths.object(json, "context");
    }

    /** A text anywhere in the event. */
    public @Nullable String text(String... path) {
        return Paths.text(json, path);
    }

    /** When it happened; the other time if it does not say. */
    public Instant at(Instant otherwise) {
        String text = text("timestamp");
        try {
            return text == null ? otherwise : Times.read(text);
        } catch (DateTimeException e) {
            return otherwise;
        }
    }

    /** Every name by which it belongs together with other events of the same person. */
    List<String> subjects() {
        List<String> subjects = new ArrayList<>(3);
        add(subjects, "u:", userId());
        add(subjects, "a:", anonymousId());
        add(subjects, "u:", previousId());
        return subjects;
    }

    private static void add(List<String> subjects, String prefix, @Nullable String id) {
        if (id != null) {
            subjects.add(prefix + id);
        }
    }
}
