package io.cairo.destination.kit;

import io.cairo.destination.HttpAnswer;
import io.cairo.destination.Outcome;
import io.cairo.destination.Shipment;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * What a status says about all events of a request, where a vendor does not say more:
 *
 * <table>
 * <caption>Status and outcome</caption>
 * <tr><td>2xx</td><td>OK; RETRY if it is a web page, which no vendor answers with, but many a proxy before one</td></tr>
 * <tr><td>3xx, 401, 402, 403, 404, 405, 410</td><td>AUTH: the settings are wrong for every event, so all are kept</td></tr>
 * <tr><td>408, 425, 429, 5xx</td><td>RETRY, after what Retry-After says</td></tr>
 * <tr><td>other</td><td>SPLIT if there are several events, else REJECTED: one bad event must not take its neighbours
 * along</td></tr>
 * </table>
 */
public final class Statuses {
    private Statuses() {}

    /** One outcome for each event. */
    public static List<Outcome> read(Shipment shipment, HttpAnswer answer, Instant now) {
        return all(shipment, one(shipment.parcels().size(), answer, now));
    }

    /** The same outcome for each event. */
    public static List<Outcome> all(Shipment shipment, Outcome outcome) {
        return Collections.nCopies(shipment.parcels().size(), outcome);
    }

    /** The outcome of each of so many events. */
    public static Outcome one(int size, HttpAnswer answer, Instant now) {
        int status = answer.status();
        if (answer.isSuccess()) {
            return Replies.isPage(answer) ? unreadable(answer, now) : Outcome.ok();
        }
        if (status >= 300 && status < 400) {
            return Outcome.auth(answer.summary() + ": redirects are not followed; check the address and the region");
        }
        return switch (status) {
            case 401, 403 -> Outcome.auth(answer.summary() + ": check the credentials and what they allow");
            case 402 -> Outcome.auth(answer.summary() + ": check the account's plan");
            case 404, 405, 410 -> Outcome.auth(answer.summary() + ": check the address and the ids in the settings");
            case 408, 425, 429 -> later(answer, now);
            default -> status >= 500 || status < 200 ? later(answer, now) : refused(size, answer);
        };
    }

    /** Try again, when the answer says. */
    public static Outcome later(HttpAnswer answer, Instant now) {
        return Outcome.retry(answer.summary(), answer.retryAfter(now).orElse(null));
    }

    /** The vendor takes one of these events never, or this one if it is alone. */
    public static Outcome refused(int size, HttpAnswer answer) {
        return size > 1 ? Outcome.split() : Outcome.rejected(answer.summary());
    }

    /** It said success, but not in a way that can be believed: try again. */
    public static Outcome unreadable(HttpAnswer answer, Instant now) {
        return Outcome.retry(
                answer.summary() + ": the answer is not what this vendor's API gives; check the address",
                answer.retryAfter(now).orElse(null));
    }
}
