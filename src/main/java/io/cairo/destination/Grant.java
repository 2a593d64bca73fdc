package io.cairo.destination;

import java.time.Instant;
import java.util.function.Function;

/**
 * A token that a call needs and that is asked for at another address, once for many calls: whoever sends keeps it as long as
 * it is good, and asks anew if the vendor does not take it any more. It goes with the call as {@code Authorization: Bearer}.
 *
 * @param key the same for calls that may share a token, and for no others
 * @param request what is asked at a moment; the answer is that of RFC 6749, section 5.1: {@code access_token},
 *     {@code expires_in}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.1">RFC 6749, Successful Response</a>
 */
public record Grant(String key, Function<Instant, HttpCall> request) {
    @Override
    public String toString() {
        return "grant";
    }
}
