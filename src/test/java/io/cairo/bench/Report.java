package io.cairo.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The one JSON that comes out, filled while the parts are measured. */
final class Report {
    /** The share of all processors that others may use. */
    static final double QUIET = 0.10;

    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final Map<String, Object> ratios = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, Double> rates = new HashMap<>();
    private final Map<String, Double> shares = new HashMap<>();
    private boolean sound = true;

    void put(String name, Object value) {
        fields.put(name, value);
    }

    void warn(String sentence) {
        System.err.println("bench: warning: " + sentence);
        warnings.add(sentence);
    }

    /** Warns if somebody else used a good part of the machine while a part was measured. */
    void disturbed(String part, double othersCores) {
        if (othersCores > QUIET * Runtime.getRuntime().availableProcessors()) {
            warn("%s: something else used %.1f cores meanwhile; do not compare its figures"
                    .formatted(part, othersCores));
        }
    }

    /** Something was lost or failed: the figures are worth nothing. */
    void unsound(String sentence) {
        sound = false;
        warn(sentence);
    }

    boolean isSound() {
        return sound;
    }

    /** What a part does in a second, to be compared with others by {@link #share}. */
    void rate(String part, double perSecond) {
        rates.put(part, perSecond);
    }

    /** What a part is of another that was measured in turn with it: better than what their rates tell. */
    void measuredShare(String part, String of, double share) {
        shares.put(part + "/" + of, share);
    }

    /** Judges the rate of a part as a share of another's, if both were measured. */
    void share(String part, String of, double must, double goal) {
        String name = part + "/" + of;
        if (rates.containsKey(part) && rates.containsKey(of)) {
            shares.putIfAbsent(name, rates.get(part) / rates.get(of));
        }
        if (shares.containsKey(name)) {
            atLeast(name, shares.get(name), must, goal);
        }
    }

    /** A figure that is better the greater it is. */
    void atLeast(String name, double value, double must, double goal) {
        judge(name, value, must, goal, value >= must, value >= goal);
    }

    /** A figure that is better the smaller it is. */
    void atMost(String name, double value, double must, double goal) {
        judge(name, value, must, goal, value <= must, value <= goal);
    }

    void print(PrintStream out) throws IOException {
        fields.put("ratios", ratios);
        fields.put("warnings", warnings);
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            write(json, fields);
        }
    }

    private void judge(String name, double value, double must, double goal, boolean pass, boolean goalReached) {
        Map<String, Object> ratio = new LinkedHashMap<>();
        ratio.put("value", Figures.rounded(value, 3));
        ratio.put("must", must);
        ratio.put("goal", goal);
        ratio.put("pass", pass);
        ratio.put("goal_reached", goalReached);
        ratios.put(name, ratio);
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
            return;
        }
        if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
            return;
        }
        scalar(json, value);
    }

    private static void scalar(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Number number) {
            json.writeNumber(number.toString());
        } else {
            json.writeString(String.valueOf(value));
        }
    }
}
