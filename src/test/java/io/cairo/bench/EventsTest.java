package io.cairo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EventsTest {
    @Test
    void areAboutSixHundredBytesLong() {
        assertThat(Events.tracks())
                .allSatisfy(event -> assertThat(event.length()).isBetween(550, 720));
    }

    @Test
    void fillABatchWithDifferentMessageIds() {
        Requests requests = Requests.post("127.0.0.1", "/v1/batch", "Bearer key", Events.batches(100), 100, new Ids());
        byte[] bytes = new byte[requests.longest()];

        int length = requests.write(0, bytes);

        String request = new String(bytes, 0, length, StandardCharsets.UTF_8);
        List<String> messageIds = request.lines()
                .flatMap(line -> Pattern.compile("\"messageId\":\"([^\"]+)\"")
                        .matcher(line)
                        .results())
                .map(match -> match.group(1))
                .toList();
        assertThat(messageIds).hasSize(100).doesNotHaveDuplicates();
        assertThat(request).doesNotContain("@@@");
    }
}
