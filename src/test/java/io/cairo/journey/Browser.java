package io.cairo.journey;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A headless Chromium, steered by its own protocol.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">Chrome DevTools Protocol</a>
 */
final class Browser implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    /** A page as it was shown: pixels, and what the browser complained of. */
    record Shown(int contentWidth, int visibleWidth, List<String> complaints) {}

    private final Process process;
    private final String address;

    private Browser(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** The program, if this machine has it. */
    static Optional<Path> program() {
        List<String> names = List.of("chromium", "chromium-browser", "google-chrome");
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it with a profile in that folder. */
    static Browser start(Path program, Path profile) throws IOException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Browser(process, "127.0.0.1:" + port(profile.resolve("DevToolsActivePort")));
    }

    /** It writes the port that it chose into its profile. */
    private static String port(Path file) throws IOException {
        for (int i = 0; i < PATIENCE_SECONDS * 10; i++) {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() > 1) {
                return lines.get(0);
            }
            Pause.of(Duration.ofMillis(100));
        }
        throw new AssertionError("Chromium did not start");
    }

    /** Shows a page in a window of that width, and keeps a picture of all of it. */
    Shown show(String url, int width, Path picture) {
        try (BrowserTab tab = BrowserTab.open(address)) {
            tab.call("Page.enable", "{}");
            tab.call("Runtime.enable", "{}");
            tab.call("Log.enable", "{}");
            tab.call(
                    "Emulation.setDeviceMetricsOverride",
                    "{\"width\":%d,\"height\":900,\"deviceScaleFactor\":1,\"mobile\":false}".formatted(width));
            tab.call("Page.navigate", "{\"url\":\"%s\"}".formatted(url));
            tab.awaitLoaded();
            int content = tab.number("document.documentElement.scrollWidth");
            int visible = tab.number("document.documentElement.clientWidth");
            String image = tab.call("Page.captureScreenshot", "{\"captureBeyondViewport\":true}")
                    .getString("data");
            Files.write(picture, Base64.getDecoder().decode(image));
            return new Shown(content, visible, tab.complaints());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }
}
