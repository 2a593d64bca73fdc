package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Ten thousand wrong requests: none is Cairo's fault, none learns how Cairo is built, and each that is refused is told so
 * in JSON. {@code -Dcairo.mutations.seed=...} makes other ones.
 *
 * <p>Two refusals are not ours to word, since Liberty gives them before any application is asked: a path that cannot be
 * decoded is answered with one line of HTML, and a request that is no HTTP (too many or too long headers, control
 * characters in them) with 400 and no body. A Host with a port that nobody serves gets a page of Liberty's, with our words.
 */
@Isolated("it takes every processor")
@Journey
class MutationsIT {
    private static final long SEED = Long.getLong("cairo.mutations.seed", 20261121L);
    private static final int SHOTS = 10_000;
    private static final int SHOTS_OF_A_KEY = 50;
    private static final int THREADS = 4;
    private static final Pattern INSIDES = Pattern.compile(
            "\\bat [\\w.$]+\\(|[a-z]Exception\\b|\\bio\\.cairo\\.|\\b(java|javax|jakarta)\\.[a-z]+\\.[A-Z]"
                    + "|\\borg\\.[a-z]+\\.|\\bcom\\.ibm|SRVE\\d|RESTEASY|SQLSTATE|\\.java:\\d|JSONRPC_|ERROR: ");
    private static final String UNDECODABLE = "<H1>CWWWC0005I: The request URI has invalid";

    private final CairoServer cairo;

    MutationsIT(CairoServer cairo) {
        this.cairo = cairo;
    }

    @Test
    void answersEveryWrongRequestAsTheCallersFaultAndInJson(Space space) throws InterruptedException {
        Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
        Queue<String> complaints = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        long begin = System.nanoTime();
        for (int first = 0; first < SHOTS; first += SHOTS_OF_A_KEY) {
            List<Shot> good = good(space);
            int from = first;
            threads.execute(() -> {
                for (int n = from; n < from + SHOTS_OF_A_KEY; n++) {
                    shoot(n, good, statuses).ifPresent(complaints::add);
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(5, TimeUnit.MINUTES)).isTrue();

        System.out.printf(
                "%d mutations in %.1f s, seed %d: %s%n", SHOTS, (System.nanoTime() - begin) / 1e9, SEED, statuses);
        assertThat(complaints)
                .as("seed %d, first of %d", SEED, complaints.size())
                .isEmpty();
        assertThat(statuses.keySet()).as("every kind of refusal was met").contains(200, 202, 400, 401, 403, 404, 405);
    }

    /** The complaint about the answer to a request, which depends on its number and the seed only. */
    private Optional<String> shoot(int number, List<Shot> good, Map<Integer, Integer> statuses) {
        Random random = new Random(SEED + number);
        Shot shot = new Mutator(random).mutated(good.get(random.nextInt(good.size())));
        try {
            Shot.Echo echo = shot.at(cairo.port());
            statuses.merge(echo.status(), 1, Integer::sum);
            String complaint = complaint(shot, echo);
            return complaint.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            "#%d: %s\n%s\n--\n%d %s".formatted(number, complaint, shot, echo.status(), echo.body()));
        } catch (IOException e) {
            return Optional.of("#%d: %s\n%s".formatted(number, e, shot));
        }
    }

    private static String complaint(Shot shot, Shot.Echo echo) {
        if (echo.status() == 0) {
            return "no answer";
        }
        if (echo.status() >= 500 || echo.body().contains("\"code\":-32603")) {
            return "a failure of the server";
        }
        if (echo.body().startsWith(UNDECODABLE)) {
            return "";
        }
        if (INSIDES.matcher(echo.body()).find()) {
            return "the insides show";
        }
        boolean refused =
                echo.status() >= 300 && echo.status() != 304 && !shot.method().equals("HEAD");
        return refused && !isJson(echo) ? "a refusal that is not JSON" : "";
    }

    private static boolean isJson(Shot.Echo echo) {
        try (var reader = Json.createReader(new StringReader(echo.body()))) {
            reader.readValue();
            return echo.head().contains("content-type: application/json");
        } catch (JsonException e) {
            return false;
        }
    }

    /** Good requests to every door, each with keys that nobody has used before. */
    private static List<Shot> good(Space space) {
        String key = "Authorization: Bearer " + space.key("sk");
        String account = "X-Write-Key: " + space.key("ak");
        String governed = "X-API-Key: " + space.key("sk");
        List<Shot> good = new ArrayList<>(rest(key));
        for (String call : List.of(
                rpc(
                        "initialize",
                        "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"m\",\"version\":\"1\"}}"),
                rpc("tools/list", "{}"),
                rpc(
                        "tools/call",
                        "{\"name\":\"query_events\",\"arguments\":{\"event_type\":\"E\",\"limit\":5,\"from\":\"2026-01-01T00:00:00Z\"}}"),
                rpc(
                        "tools/call",
                        "{\"name\":\"track_event\",\"arguments\":{\"event\":\"E\",\"user_id\":\"u\",\"properties\":{\"n\":1.5}}}"),
                rpc(
                        "tools/call",
                        "{\"name\":\"batch_track\",\"arguments\":{\"events\":[{\"event\":\"E\",\"user_email\":\"a@example.com\"}]}}"),
                rpc(
                        "tools/call",
                        "{\"name\":\"create_destination\",\"arguments\":{\"type\":\"webhook\",\"name\":\"m\",\"config\":{\"url\":\"http://127.0.0.1:9/\"}}}"),
                rpc("tools/call", "{\"name\":\"list_keys\",\"arguments\":{\"limit\":1}}"),
                rpc("resources/read", "{\"uri\":\"events://recent\"}"),
                rpc("prompts/list", "{\"cursor\":\"x\"}"),
                rpc(
                        "completion/complete",
                        "{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"p\"},\"argument\":{\"name\":\"a\",\"value\":\"v\"}}"),
                rpc("logging/setLevel", "{\"level\":\"info\"}"),
                "[" + rpc("ping", "{}") + "," + rpc("tools/list", "{}") + "]")) {
            good.add(post("/mcp", call, key));
            good.add(post("/api/v1/mcp", call, governed));
        }
        good.add(post("/mcp/account", rpc("tools/list", "{}"), account));
        good.add(post("/mcp/account", rpc("tools/call", "{\"name\":\"list_projects\",\"arguments\":{}}"), account));
        good.add(post("/mcp/account", rpc("resources/read", "{\"uri\":\"projects://all\"}"), account));
        good.add(modern("tools/list", "", "{%s}", key));
        good.add(modern("server/discover", "", "{%s}", key));
        good.add(modern(
                "tools/call",
                "Mcp-Name: query_events",
                "{\"name\":\"query_events\",\"arguments\":{\"limit\":2},%s}",
                key));
        good.add(modern("resources/read", "Mcp-Name: events://recent", "{\"uri\":\"events://recent\",%s}", key));
        return good;
    }

    private static List<Shot> rest(String key) {
        String id = "00000000-0000-0000-0000-000000000001";
        return List.of(
                new Shot("GET", "/mcp", List.of("Host: cairo", key, "Accept: application/json"), new byte[0]),
                new Shot("GET", "/api/v2/events?limit=5&user_id=u", List.of("Host: cairo", key), new byte[0]),
                new Shot("GET", "/api/v2/destinations?limit=1", List.of("Host: cairo", key), new byte[0]),
                new Shot("GET", "/api/v2/keys", List.of("Host: cairo", key), new byte[0]),
                new Shot("DELETE", "/api/v2/keys/" + id, List.of("Host: cairo", key), new byte[0]),
                new Shot("DELETE", "/api/v2/destinations/" + id, List.of("Host: cairo", key), new byte[0]),
                post("/api/v2/keys", "{\"name\":\"m\",\"kind\":\"rk\"}", key),
                post(
                        "/api/v2/destinations",
                        "{\"type\":\"webhook\",\"name\":\"m\",\"config\":{\"url\":\"http://127.0.0.1:9/\"}}",
                        key),
                post("/api/v2/batch", "{\"batch\":[{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\"}]}", key),
                post("/v1/track", "{\"event\":\"E\",\"userId\":\"u\",\"timestamp\":\"2026-01-01T00:00:00Z\"}", key));
    }

    private static String rpc(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, params);
    }

    private static Shot post(String path, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(
                "Host: cairo", "Content-Type: application/json", "Accept: application/json, text/event-stream"));
        all.addAll(List.of(headers));
        all.removeIf(String::isEmpty);
        return new Shot("POST", path, all, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Shot modern(String method, String name, String params, String key) {
        String meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
        return post(
                "/mcp",
                rpc(method, params.formatted(meta)),
                key,
                "MCP-Protocol-Version: 2026-07-28",
                "Mcp-Method: " + method,
                name);
    }
}
