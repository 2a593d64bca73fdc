package io.cairo.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same figure from several rounds. */
final class Figures {
    private final List<Double> rounds = new ArrayList<>();

    void add(double figure) {
        rounds.add(figure);
    }

    boolean isEmpty() {
        return rounds.isEmpty();
    }

    double median() {
        List<Double> sorted = new ArrayList<>(rounds);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The distance between the best and the worst round, as a share of the median. */
    double spread() {
        return (Collections.max(rounds) - Collections.min(rounds)) / median();
    }

    /** Median, spread and every round, with that many decimals. */
    Map<String, Object> report(int decimals) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("median", rounded(median(), decimals));
        report.put("spread", rounded(spread(), 3));
        report.put(
                "rounds", rounds.stream().map(round -> rounded(round, decimals)).toList());
        return report;
    }

    /** A number for people: a whole one if there are to be no decimals. */
    static Number rounded(double figure, int decimals) {
        double scale = Math.pow(10, decimals);
        double rounded = Math.round(figure * scale) / scale;
        if (decimals == 0) {
            return (long) rounded;
        }
        return rounded;
    }
}
