package io.cairo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HookTest {
    private final Receiver receiver;

    HookTest() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void tellsDifferentEventsFromThoseThatComeAgain() throws IOException, InterruptedException {
        Hook hook = receiver.hook("well", Hook.Manner.TAKES);

        assertThat(post(hook, 1, 3)).isEqualTo(204);
        assertThat(post(hook, 2, 5)).isEqualTo(204);

        assertThat(hook.events()).isEqualTo(5);
        assertThat(hook.again()).isEqualTo(2);
        assertThat(hook.requests()).isEqualTo(2);
        assertThat(hook.refused()).isZero();
    }

    @Test
    void refusesEveryOtherRequestAndCountsNothingOfIt() throws IOException, InterruptedException {
        Hook hook = receiver.hook("half", Hook.Manner.FAILS_HALF);

        assertThat(post(hook, 1, 3)).isEqualTo(500);
        assertThat(post(hook, 1, 3)).isEqualTo(204);

        assertThat(hook.events()).isEqualTo(3);
        assertThat(hook.again()).isZero();
        assertThat(hook.refused()).isEqualTo(1);
    }

    private static int post(Hook hook, long from, long to) throws IOException, InterruptedException {
        String events = LongStream.rangeClosed(from, to)
                .mapToObj(number -> "{\"type\":\"track\",\"messageId\":\"" + id(number) + "\"}")
                .collect(Collectors.joining(",", "{\"type\":\"batch\",\"batch\":[", "]}"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(hook.url()))
                .POST(BodyPublishers.ofString(events))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private static String id(long number) {
        byte[] id = new byte[Ids.LENGTH];
        Ids.write(number, 0, id, 0);
        return new String(id, StandardCharsets.US_ASCII);
    }
}
