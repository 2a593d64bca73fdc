package io.cairo.destination.kit;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.Outcome;
import io.cairo.destination.Shipment;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the bodies of answers, which may be anything. */
public final class Replies {
    private static final int MOST_SAID = 300;

    private Replies() {}

    /** The object that the body spells; the empty one if it spells none. */
    public static JsonObject object(HttpAnswer answer) {
        return value(answer.body()) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    /** The array that the body spells; the empty one if it spells none. */
    public static JsonArray array(HttpAnswer answer) {
        return value(answer.body()) instanceof JsonArray array ? array : JsonValue.EMPTY_JSON_ARRAY;
    }

    /** Whether it is a web page, to sign in for example, which no API answers with. */
    public static boolean isPage(HttpAnswer answer) {
        String begin = answer.body().stripLeading().toLowerCase(Locale.ROOT);
        return begin.startsWith("<!doctype html") || begin.startsWith("<html");
    }

    /** The object that a request's body spells. */
    public static JsonObject sent(Shipment shipment) {
        String body = new String(shipment.call().body(), StandardCharsets.UTF_8);
        return value(body) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    /**
     * An outcome for each event: rejected with the reason at its place, OK without one. Reasons at places where there is no
     * event mean that the answer is about something else: then all are refused.
     */
    public static List<Outcome> rejecting(Shipment shipment, HttpAnswer answer, Map<Integer, String> reasons) {
        int size = shipment.parcels().size();
        if (reasons.isEmpty() || !reasons.keySet().stream().allMatch(index -> index >= 0 && index < size)) {
            return Statuses.all(shipment, Statuses.refused(size, answer));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < shipment.parcels().size(); i++) {
            String reason = reasons.get(i);
            outcomes.add(reason == null ? Outcome.ok() : Outcome.rejected(brief(reason)));
        }
        return outcomes;
    }

    /** A vendor's words, on one line and short enough to keep. */
    public static String brief(String said) {
        String line = said.replaceAll("\\p{Cntrl}+", " ").strip();
        if (line.length() <= MOST_SAID) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(MOST_SAID - 1)) ? MOST_SAID - 1 : MOST_SAID;
        return line.substring(0, end) + "...";
    }

    private static JsonValue value(String text) {
        try {
            return JsonTree.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (Problem e) {
            return JsonValue.NULL;
        }
    }
}
