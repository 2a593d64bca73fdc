package io.cairo.destination.kit;

import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What a person is called, by their traits; null where these do not say. */
public final class PersonName {
    private PersonName() {}

    /** The trait firstName, or first_name. */
    public static @Nullable String first(JsonObject traits) {
        return either(traits, "firstName", "first_name");
    }

    /** The trait lastName, or last_name. */
    public static @Nullable String last(JsonObject traits) {
        return either(traits, "lastName", "last_name");
    }

    /** The trait name, or what there is of firstName and lastName. */
    public static @Nullable String whole(JsonObject traits) {
        String name = Paths.text(traits, "name");
        String first = Paths.text(traits, "firstName");
        String last = Paths.text(traits, "lastName");
        if (name != null || first == null) {
            return name == null ? last : name;
        }
        return last == null ? first : first + " " + last;
    }

    private static @Nullable String either(JsonObject traits, String one, String other) {
        String text = Paths.text(traits, one);
        return text == null ? Paths.text(traits, other) : text;
    }
}
