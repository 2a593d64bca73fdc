package io.cairo.destination;

import io.cairo.tool.Secret;
import io.cairo.tool.Shape;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Hides the secrets among settings behind three stars and their last four characters, and puts them back. */
final class Masks {
    private static final String STARS = "***";
    private static final int LONG_ENOUGH = 12;

    private final Set<String> secrets;

    Masks(Class<? extends Record> settings) {
        this.secrets = Arrays.stream(settings.getRecordComponents())
                .filter(component -> component.isAnnotationPresent(Secret.class))
                .map(component ->
                        component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** The texts that a record of settings keeps secret, also those inside of objects. */
    static Set<String> secretsOf(Record settings) {
        Set<String> texts = new HashSet<>();
        JsonObject json = Shape.of(settings.getClass()).encode(settings);
        new Masks(settings.getClass()).secrets.forEach(name -> gather(json.getOrDefault(name, JsonValue.NULL), texts));
        return texts;
    }

    private static void gather(JsonValue value, Set<String> texts) {
        if (value instanceof JsonString text && !text.getString().isBlank()) {
            texts.add(text.getString());
        }
        if (value instanceof JsonObject object) {
            object.values().forEach(member -> gather(member, texts));
        }
    }

    /** The settings as they may be shown. */
    JsonObject masked(JsonObject settings) {
        JsonObjectBuilder shown = Json.createObjectBuilder();
        settings.forEach((name, value) -> shown.add(name, secrets.contains(name) ? hidden(value) : open(value)));
        return shown.build();
    }

    /** New settings in which what is masked as the stored settings would be is as stored. */
    JsonObject restored(JsonObject changed, JsonObject stored) {
        return restored(changed, stored, masked(stored));
    }

    private static JsonObject restored(JsonObject changed, JsonObject stored, JsonObject shown) {
        JsonObjectBuilder restored = Json.createObjectBuilder();
        changed.forEach((name, value) -> restored.add(name, restored(value, stored.get(name), shown.get(name))));
        return restored.build();
    }

    private static JsonValue restored(JsonValue changed, @Nullable JsonValue stored, @Nullable JsonValue shown) {
        if (stored == null || shown == null) {
            return changed;
        }
        if (changed.equals(shown)) {
            return stored;
        }
        return changed instanceof JsonObject object
                        && stored instanceof JsonObject storedObject
                        && shown instanceof JsonObject shownObject
                ? restored(object, storedObject, shownObject)
                : changed;
    }

    private static JsonValue hidden(JsonValue value) {
        if (value instanceof JsonObject object) {
            JsonObjectBuilder hidden = Json.createObjectBuilder();
            object.forEach((name, member) -> hidden.add(name, hidden(member)));
            return hidden.build();
        }
        return Json.createValue(value instanceof JsonString text ? stars(text.getString()) : STARS);
    }

    /** The query of an address may hold a token. */
    private static JsonValue open(JsonValue value) {
        if (value instanceof JsonString text && text.getString().matches("(?i)https?://[^?]*\\?.+")) {
            String[] parts = text.getString().split("\\?", 2);
            return Json.createValue(parts[0] + "?" + stars(parts[1]));
        }
        return value;
    }

    private static String stars(String secret) {
        return secret.length() < LONG_ENOUGH ? STARS : STARS + secret.substring(secret.length() - 4);
    }
}
