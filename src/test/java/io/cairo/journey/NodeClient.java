package io.cairo.journey;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JavaScript client library in a process of its own; see {@code src/test/clients}. */
record NodeClient(String script, String option) {
    private static final Path CLIENTS = Path.of(System.getProperty("cairo.clients", "src/test/clients"));
    private static final int LONGEST_SECONDS = 120;

    NodeClient(String script) {
        this(script, "");
    }

    /**
     * Lets the client send six calls {@code count} times and waits until it is done.
     *
     * @return the messageIds that the client says it has sent
     */
    List<String> send(String url, String key, int count) {
        List<String> command = new ArrayList<>(List.of("node", script + ".mjs", url, key, Integer.toString(count)));
        command.add(option);
        return messageIds(run(command));
    }

    /** Lets the client do what its script says; answers the one JSON object that it prints. */
    JsonObject tell(String url, String key, String... more) {
        List<String> command = new ArrayList<>(List.of("node", script + ".mjs", option, url, key));
        command.addAll(List.of(more));
        try (var reader = Json.createReader(new StringReader(run(command)))) {
            return reader.readObject();
        }
    }

    /** Lets a script look at what is at that address, and answers what it says of it. */
    String look(String url) {
        return run(List.of("node", script + ".mjs", url));
    }

    private static List<String> messageIds(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readArray().getValuesAs(JsonString.class).stream()
                    .map(JsonString::getString)
                    .toList();
        }
    }

    private static String run(List<String> command) {
        try {
            Path errors = Files.createTempFile("client", ".err");
            try {
                return run(command, errors);
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw Pause.interrupted(e);
        }
    }

    private static String run(List<String> command, Path errors) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(CLIENTS.toFile())
                .redirectError(errors.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        if (!ended || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(command.get(1) + ": " + Files.readString(errors));
        }
        return output.strip();
    }
}
