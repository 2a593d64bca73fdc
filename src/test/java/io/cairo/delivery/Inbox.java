package io.cairo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.egress.Sender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Receives the events that {@link Rig} writes, and keeps their numbers in the order in which it has accepted them. */
final class Inbox {
    private static final Pattern EVENT = Pattern.compile("\\{\"u\":(\\d+),\"n\":(\\d+)}");

    final List<Integer> received = Collections.synchronizedList(new ArrayList<>());

    /** Answers with the status that the function makes of the body; with none, as if the line were cut, for 0. */
    Sender receiver(Function<String, Integer> status) {
        return (HttpCall call) -> {
            String body = new String(call.body(), StandardCharsets.UTF_8);
            int code = status.apply(body);
            if (code == 0) {
                throw new IOException("cut");
            }
            if (code == 200) {
                note(body);
            }
            return new HttpAnswer(code, Map.of(), "");
        };
    }

    private void note(String body) {
        Matcher matcher = EVENT.matcher(body);
        while (matcher.find()) {
            received.add(Integer.parseInt(matcher.group(2)));
        }
    }

    /** All have come, those of each of the users in their order. */
    void assertAllOf(int count, int users) {
        assertThat(new LinkedHashSet<>(received)).hasSize(count);
        for (int user = 0; user < users; user++) {
            int ours = user;
            List<Integer> firsts = new ArrayList<>(new LinkedHashSet<>(received))
                    .stream().filter(number -> number % users == ours).toList();
            assertThat(firsts).isSorted();
        }
    }
}
