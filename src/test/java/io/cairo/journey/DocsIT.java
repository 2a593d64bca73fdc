package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What Cairo tells of itself is there without a key, is true, and works when it is pasted. */
@Execution(ExecutionMode.SAME_THREAD)
@Journey
class DocsIT {
    private static final Path PICTURES = Path.of("target", "pages");

    private final CairoServer cairo;
    private final Wire nobody;

    @TempDir
    Path folder;

    private String answerBefore = "";

    DocsIT(CairoServer cairo) {
        this.cairo = cairo;
        this.nobody = new Wire(cairo.url(), "");
    }

    /** A command of a page; {@code right} is what its key must allow. */
    private record Shown(String right, String text) {
        boolean isRpc() {
            return text.contains("\"jsonrpc\"");
        }

        String name() {
            return text.replaceAll("(?s).*\"name\":\"([a-z_]+)\",\"arguments\".*", "$1")
                    .lines()
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * Each has a namespace for itself; curl runs them where it is. What is not there is not found; and where a tenant or a
     * namespace was made over MCP by the command before, it cannot be made over REST again.
     */
    @TestFactory
    Stream<DynamicTest> everyCommandWorksWhenItIsPasted(Space space) {
        boolean curl = ShellCommand.hasCurl();
        List<Shown> commands = new ArrayList<>(commands("/"));
        commands.addAll(commands("/docs"));
        assertThat(commands).hasSizeGreaterThan(30);
        return commands.stream()
                .map(command -> DynamicTest.dynamicTest(
                        (curl ? "curl: " : "Java: ") + command.name(),
                        () -> works(command, Space.in(space.database()), curl)));
    }

    private void works(Shown shown, Space space, boolean curl) {
        String key = switch (shown.right()) {
            case "administer", "operate" -> Space.ADMIN_KEY;
            case "account" -> space.key("ak");
            default -> space.key();
        };
        ShellCommand command = new ShellCommand(shown.text().replace("YOUR_KEY", key));
        ShellCommand.Answer answer = curl ? command.run(folder) : command.send();

        String what = shown.text() + "\n" + answer.body();
        String refusal = shown.isRpc()
                ? refusal(answer, what)
                : answer.status() < 300 ? "" : json(answer).getString("code");
        boolean made = answerBefore.contains("created");
        assertThat(refusal).as(what).isIn(made ? List.of("", "not_found", "conflict") : List.of("", "not_found"));
        answerBefore = answer.body();
    }

    /** The code in a result that tells of a refusal; empty for a good one. */
    private static String refusal(ShellCommand.Answer answer, String what) {
        JsonObject result = json(answer).getJsonObject("result");
        assertThat(result).as(what).isNotNull();
        return result.getBoolean("isError", false)
                ? result.getJsonObject("_meta")
                        .getJsonObject("io.cairo/problem")
                        .getString("code")
                : "";
    }

    /** Where there is no curl the same commands are read by {@link ShellCommand} itself; it must understand all of them. */
    @Test
    void javasClientUnderstandsTheCommandsToo(Wire wire) {
        assertThat(commands("/")).isNotEmpty().allSatisfy(shown -> {
            String text = shown.text().replace("YOUR_KEY", wire.key());
            assertThat(new ShellCommand(text).send().status()).as(text).isEqualTo(200);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/docs, text/html",
        "/llms.txt, text/plain",
        "/.well-known/mcp.json, application/json",
        "/openapi.json, application/json"
    })
    void answersWithoutAKeyAndNamesThisServer(String path, String type) {
        Wire.Answer answer = nobody.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith(type);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(answer.header("Cache-Control")).contains("max-age");
        assertThat(answer.body()).contains(cairo.url()).doesNotContain("cairo.invalid");
        assertThat(nobody.get(path, "X-Forwarded-Proto", "https").body())
                .contains(cairo.url().replace("http:", "https:"));
        assertThat(nobody.get(path, "If-None-Match", answer.header("ETag")).status())
                .isEqualTo(304);
        assertThat(raw("HEAD " + path, "localhost")).startsWith("HTTP/1.1 200").doesNotContain("Cairo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"><script>alert(1)</script>", "x';reboot;'", "evil.example/<b>", "[::1]<img>", "a\"b"})
    void neverRepeatsAHostThatIsNone(String host) {
        for (String path : List.of("/", "/docs", "/llms.txt", "/.well-known/mcp.json", "/openapi.json")) {
            assertThat(raw("GET " + path, host))
                    .as(path)
                    .startsWith("HTTP/1.1 ")
                    .doesNotContain(host);
        }
    }

    @Test
    void saysWhatIsThereWhereNothingIs() {
        Wire.Answer answer = nobody.get("/nothing/here");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().getString("path")).isEqualTo("/nothing/here");
        assertThat(answer.json().getJsonObject("docs").values())
                .hasSize(5)
                .allSatisfy(link -> assertThat(
                                nobody.get(((JsonString) link).getString()).status())
                        .isEqualTo(200));
    }

    @Test
    void speaksTheVersionsThatItsDiscoveryLists(Wire wire) {
        JsonObject refusal = wire.post(
                        "/mcp",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}".getBytes(StandardCharsets.UTF_8),
                        "X-Write-Key",
                        wire.key(),
                        "MCP-Protocol-Version",
                        "1999-01-01")
                .json();

        assertThat(nobody.get("/.well-known/mcp.json").json().getJsonArray("protocolVersions"))
                .hasSizeGreaterThan(3)
                .containsExactlyInAnyOrderElementsOf(
                        refusal.getJsonObject("error").getJsonObject("data").getJsonArray("supported"));
    }

    @Test
    void itsOpenApiObeysTheOfficialSchema() {
        assertThat(new NodeClient("openapi-check").look(cairo.url() + "/openapi.json"))
                .isEmpty();
    }

    /** Runs where a Chromium is installed; the pictures stay for whoever wants to look at them. */
    @ParameterizedTest
    @CsvSource({"/, 1280", "/, 390", "/docs, 1280", "/docs, 390", "/docs, 320"})
    void fitsItsWindowAndPleasesTheBrowser(String path, int width) throws IOException {
        assumeTrue(Browser.program().isPresent(), "no Chromium is installed here, so nobody looks at the pages");
        Files.createDirectories(PICTURES);
        String name = path.equals("/") ? "landing" : path.substring(1);
        try (Browser browser = Browser.start(Browser.program().orElseThrow(), folder.resolve("profile"))) {
            Browser.Shown shown =
                    browser.show(cairo.url() + path, width, PICTURES.resolve(name + "-" + width + ".png"));

            assertThat(shown.visibleWidth()).isBetween(width - 20, width); // a scroll bar takes its part
            assertThat(shown.contentWidth()).isLessThanOrEqualTo(shown.visibleWidth());
            assertThat(shown.complaints()).isEmpty();
        }
    }

    private List<Shown> commands(String path) {
        NodeList blocks = parsed(nobody.get(path).body());
        List<Shown> commands = new ArrayList<>();
        for (int i = 0; i < blocks.getLength(); i++) {
            Element block = (Element) blocks.item(i);
            if (block.getTextContent().startsWith("curl")) {
                commands.add(new Shown(block.getAttribute("data-right"), block.getTextContent()));
            }
        }
        return commands;
    }

    private static NodeList parsed(String page) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(page)))
                    .getElementsByTagName("pre");
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("the page is not well-formed", e);
        }
    }

    /** Java's client sends neither hosts that are none nor shows what came of HEAD. */
    private String raw(String request, String host) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), cairo.port())) {
            String head = request + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(request, e);
        }
    }

    private static JsonObject json(ShellCommand.Answer answer) {
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }
}
