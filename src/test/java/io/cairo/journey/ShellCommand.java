package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A curl command as somebody pastes it into a shell. */
record ShellCommand(String text) {
    private static final int LONGEST_SECONDS = 60;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Pattern WORD = Pattern.compile("\\s*((?:'[^']*'|\\\\'|[^'\\s\\\\])+)(?:\\s*\\\\\\n)?");

    /** What it printed, and the status. */
    record Answer(int status, String body) {}

    /** Whether this machine has curl; without it Java's client does what the command says. */
    static boolean hasCurl() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
    }

    /** Runs it in a shell, in that folder. */
    Answer run(Path folder) {
        try {
            Process shell = new ProcessBuilder(
                            "sh", "-c", text + " --silent --show-error --write-out '\\n%{http_code}'")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(shell.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS))
                    .as(text)
                    .isTrue();
            assertThat(shell.exitValue()).as("%s%n%s", text, printed).isZero();
            int end = printed.lastIndexOf('\n');
            return new Answer(Integer.parseInt(printed.substring(end + 1)), printed.substring(0, end));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw Pause.interrupted(e);
        }
    }

    /** Does with Java's client what curl would do with the options that documentation uses. */
    Answer send() {
        try {
            HttpResponse<String> response = HTTP.send(request(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw Pause.interrupted(e);
        }
    }

    private HttpRequest request() {
        Deque<String> words = words();
        assertThat(words.pop()).isEqualTo("curl");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(words.pop())).timeout(Duration.ofSeconds(LONGEST_SECONDS));
        String method = "GET";
        String body = "";
        while (!words.isEmpty()) {
            String option = words.pop();
            String value = words.pop();
            switch (option) {
                case "-H" -> request.header(value.split(": ", 2)[0], value.split(": ", 2)[1]);
                case "-u" -> request.header("Authorization", Wire.basic(value));
                case "-X" -> method = value;
                case "-d" -> {
                    method = method.equals("GET") ? "POST" : method;
                    body = value;
                }
                case "-o" -> {} // where to, which is no matter here
                default -> throw new AssertionError("an option that is not known here: " + option);
            }
        }
        return request.method(method, BodyPublishers.ofString(body)).build();
    }

    /** As a shell reads them: a quote ends at the next one, and what touches is one word. */
    private Deque<String> words() {
        Deque<String> words = new ArrayDeque<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group(1).replace("\\'", "\0").replace("'", "").replace('\0', '\''));
        }
        return words;
    }
}
