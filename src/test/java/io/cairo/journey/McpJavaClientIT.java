package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.McpHttpClientTransportAuthorizationException;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The official Java client of MCP, as Spring AI and others use it. */
@Journey
class McpJavaClientIT {
    private final CairoServer cairo;

    McpJavaClientIT(CairoServer cairo) {
        this.cairo = cairo;
    }

    @Test
    void findsItsWaySendsAndPagesToTheEnd(Space space) {
        try (Balancer door = new Balancer(List.of(cairo.url()));
                McpSyncClient client = client(door.url(), space.key())) {
            assertThat(client.initialize().protocolVersion()).isEqualTo("2025-11-25");
            assertThat(client.listTools().tools().stream().map(McpSchema.Tool::name))
                    .contains("track_event", "query_events");
            List<String> tracked = track(client, 45);
            assertThat(space.messageIds()).containsExactlyInAnyOrderElementsOf(tracked);
            assertThat(pages(client).stream().map(List::size)).containsExactly(20, 20, 5);
            assertThat(client.listResources().resources().stream().map(McpSchema.Resource::uri))
                    .contains("events://recent");
            assertThat(client.readResource(McpSchema.ReadResourceRequest.builder("events://recent")
                                    .build())
                            .contents())
                    .hasSize(1);
            assertThat(client.listPrompts().prompts()).isNotNull();
            assertThat(door.count("GET /mcp")).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void showsThatAKeyIsWrong() {
        try (McpSyncClient client = client(cairo.url(), "sk_live_NobodyHasEverHeardOfThisKey000000000000000000")) {
            assertThatThrownBy(client::initialize)
                    .hasRootCauseInstanceOf(McpHttpClientTransportAuthorizationException.class)
                    .rootCause()
                    .hasMessageContaining("Authorization error");
        }
    }

    private static McpSyncClient client(String url, String key) {
        return McpClient.sync(HttpClientStreamableHttpTransport.builder(url)
                        .endpoint("/mcp")
                        .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + key))
                        .build())
                .build();
    }

    private static List<String> track(McpSyncClient client, int count) {
        List<String> tracked = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            Map<String, Object> answer = call(
                    client,
                    "track_event",
                    Map.of("event", "Agent Step", "user_id", "a-" + n, "message_id", "java-" + n));
            tracked.add((String) Objects.requireNonNull(answer.get("event_key")));
        }
        return tracked;
    }

    private static List<List<?>> pages(McpSyncClient client) {
        List<List<?>> pages = new ArrayList<>();
        Map<String, Object> arguments = new HashMap<>(Map.of("limit", 20));
        Map<String, Object> page;
        do {
            page = call(client, "query_events", arguments);
            pages.add((List<?>) Objects.requireNonNull(page.get("events")));
            arguments.put("cursor", String.valueOf(page.get("next_cursor")));
        } while (page.get("truncated") == Boolean.TRUE);
        return pages;
    }

    @SuppressWarnings("unchecked") // the client keeps JSON objects as such maps
    private static Map<String, Object> call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        CallToolResult result = client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
        assertThat(result.isError()).as(result.toString()).isNotEqualTo(true);
        Assertions.assertThat(result.structuredContent()).isInstanceOf(Map.class);
        return (Map<String, Object>) result.structuredContent();
    }
}
