package io.cairo.journey;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One page of a {@link Browser}; commands go out by number and come back by number. */
final class BrowserTab implements WebSocket.Listener, AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final CompletableFuture<JsonObject> loaded = new CompletableFuture<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    private BrowserTab(URI address) {
        socket = await(HTTP.newWebSocketBuilder().buildAsync(address, this));
    }

    static BrowserTab open(String browser) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + browser + "/json/new?about:blank"))
                .PUT(BodyPublishers.noBody())
                .build();
        String made = await(HTTP.sendAsync(request, BodyHandlers.ofString())).body();
        return new BrowserTab(URI.create(read(made).getString("webSocketDebuggerUrl")));
    }

    JsonObject call(String method, String parameters) {
        int id = count.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        await(socket.sendText("{\"id\":%d,\"method\":\"%s\",\"params\":%s}".formatted(id, method, parameters), true));
        return await(answer).getJsonObject("result");
    }

    int number(String expression) {
        return call("Runtime.evaluate", "{\"expression\":\"%s\"}".formatted(expression))
                .getJsonObject("result")
                .getInt("value");
    }

    /** What the page wrote to its console, and what could not be loaded. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    void awaitLoaded() {
        await(loaded);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            take(read(part.toString()));
            part.setLength(0);
        }
        from.request(1);
        return null; // done with the text
    }

    private void take(JsonObject message) {
        if (message.containsKey("id")) {
            CompletableFuture<JsonObject> answer = waiting.remove(message.getInt("id"));
            if (answer != null) {
                answer.complete(message);
            }
            return;
        }
        switch (message.getString("method", "")) {
            case "Page.loadEventFired" -> loaded.complete(message);
            case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded" ->
                complaints.add(message.toString());
            default -> {} // the browser tells more than is asked for
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static JsonObject read(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("Chromium did not answer", e);
        } catch (InterruptedException e) {
            throw Pause.interrupted(e);
        }
    }
}
