package io.cairo.bench;

import java.io.IOException;
import java.sql.SQLException;

/**
 * One kind of request, as many of them as the server answers.
 *
 * @param unit what is counted, as the report calls it
 * @param of the part that it is a share of; empty for none
 */
record LoadPart(
        Stage stage,
        String name,
        String unit,
        int connections,
        Requests requests,
        String of,
        Yardstick.Source yardstick)
        implements Part {
    static final int CONNECTIONS = 32;
    static final int BATCH_CONNECTIONS = 8;

    /** Requests that carry one event, or none. */
    static LoadPart single(Stage stage, String name, String unit, Requests requests) {
        return new LoadPart(stage, name, unit, CONNECTIONS, requests, "", Yardstick::none);
    }

    static LoadPart batch(Stage stage, String name, Requests requests) {
        return new LoadPart(stage, name, "events_per_second", BATCH_CONNECTIONS, requests, "", Yardstick::none);
    }

    /** The same, measured in turn with another part that it is a share of. */
    LoadPart shareOf(String part, Yardstick.Source source) {
        return new LoadPart(stage, name, unit, connections, requests, part, source);
    }

    @Override
    public void measure(Report report) throws IOException, SQLException, InterruptedException {
        Rounds rounds;
        try (Yardstick other = yardstick.open()) {
            rounds = Rounds.of(stage, connections, requests, other);
        }
        report.put(name, rounds.report(unit));
        report.rate(name, rounds.perSecond());
        rounds.share().ifPresent(share -> report.measuredShare(name, of, share));
        if (name.equals("single")) {
            report.atMost("single_p99_ms", rounds.p99(), 40, 20);
        }
        report.disturbed(name, rounds.others());
        if (!rounds.sound()) {
            report.unsound(name + ": answers and stored rows disagree, or requests failed; see its figures");
        }
    }
}
