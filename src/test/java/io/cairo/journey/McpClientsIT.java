package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The official MCP clients, unmodified: each finds its way about, sends, pages to the end, and says what is wrong. */
@Journey
class McpClientsIT {
    private static final String UNKNOWN_KEY = "The write key is not known or was revoked";
    private static final String EVENTS = "45";

    private final CairoServer cairo;

    McpClientsIT(CairoServer cairo) {
        this.cairo = cairo;
    }

    static Stream<NodeClient> clients() {
        return Stream.concat(
                Stream.of("v1", "v2-legacy", "v2-auto", "v2-modern", "remote")
                        .map(kind -> new NodeClient("mcp-journey", kind)),
                Stream.of("legacy", "auto", "modern").map(era -> new NodeClient("mcp-inspector", era)));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void findsItsWaySendsAndPagesToTheEnd(NodeClient client, Space space) {
        JsonObject seen = client.tell(cairo.url(), space.key(), EVENTS);

        assertThat(texts(seen, "tools")).contains("track_event", "query_events", "describe_tool");
        List<String> tracked = texts(seen, "tracked");
        assertThat(tracked).hasSize(45).doesNotHaveDuplicates();
        assertThat(space.messageIds()).containsExactlyInAnyOrderElementsOf(tracked);
        Collections.reverse(tracked);
        assertThat(seen.getJsonArray("pages").stream()
                        .map(JsonValue::asJsonArray)
                        .map(JsonArray::size))
                .containsExactly(20, 20, 5);
        assertThat(texts(joined(seen.getJsonArray("pages")))).containsExactlyElementsOf(tracked);
        assertThat(texts(seen, "resources")).contains("events://recent", "schema://events");
        assertThat(seen.getInt("recent")).isEqualTo(45);
        assertThat(texts(seen, "prompts").isEmpty() || !seen.getString("prompt").isBlank())
                .as(seen.toString())
                .isTrue();
        assertThat(seen.getString("refusal")).contains("limit").contains("1000").contains("from 1 to 100");
    }

    /**
     * A server that answers the stream with anything but 405 is asked again and again. mcp-remote looks twice whether it is
     * to log in, and opens one session to try and one to use.
     */
    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2-legacy", "v2-auto", "remote"})
    void asksForAStreamOnceAtMost(String kind, Space space) {
        try (Balancer door = new Balancer(List.of(cairo.url()))) {
            new NodeClient("mcp-journey", kind).tell(door.url(), space.key(), "1");

            assertThat(door.count("POST /mcp")).isPositive();
            assertThat(door.streamsOfSessions()).allMatch(times -> times == 1);
            assertThat(door.count("GET /mcp")).isLessThanOrEqualTo(kind.equals("remote") ? 4 : 1);
        }
    }

    /** Where a client drops the sentence of a 401, it still says that the server wants another authorization. */
    static Stream<Arguments> complaints() {
        return Stream.of(
                Arguments.of(new NodeClient("mcp-journey", "v1"), UNKNOWN_KEY),
                Arguments.of(new NodeClient("mcp-journey", "v2-legacy"), UNKNOWN_KEY),
                Arguments.of(new NodeClient("mcp-journey", "v2-auto"), "the server requires authorization (HTTP 401)"),
                Arguments.of(
                        new NodeClient("mcp-journey", "v2-modern"), "the server requires authorization (HTTP 401)"),
                Arguments.of(new NodeClient("mcp-journey", "remote"), "it takes keys"),
                Arguments.of(new NodeClient("mcp-inspector", "legacy"), UNKNOWN_KEY),
                Arguments.of(new NodeClient("mcp-inspector", "auto"), "the server requires authorization (HTTP 401)"),
                Arguments.of(
                        new NodeClient("mcp-inspector", "modern"), "the server requires authorization (HTTP 401)"));
    }

    @ParameterizedTest
    @MethodSource("complaints")
    void showsThatAKeyIsWrong(NodeClient client, String words) {
        JsonObject seen = client.tell(cairo.url(), "sk_live_NobodyHasEverHeardOfThisKey000000000000000000", EVENTS);

        assertThat(seen.getString("error")).contains(words);
    }

    private static List<String> texts(JsonObject seen, String name) {
        return texts(seen.getJsonArray(name).getValuesAs(JsonString.class));
    }

    private static List<String> texts(List<JsonString> strings) {
        return new ArrayList<>(strings.stream().map(JsonString::getString).toList());
    }

    private static List<JsonString> joined(JsonArray pages) {
        return pages.stream()
                .flatMap(page -> page.asJsonArray().getValuesAs(JsonString.class).stream())
                .toList();
    }
}
