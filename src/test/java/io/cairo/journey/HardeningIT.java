package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an HTTP server open to the world has to stand, spoken over bare sockets. */
@Journey
class HardeningIT {
    private static final String BODY = "{\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"m\"}";

    private final CairoServer cairo;

    HardeningIT(CairoServer cairo) {
        this.cairo = cairo;
    }

    @Test
    void cutsOffASenderOfOneByteASecond(Wire wire) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), cairo.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(bytes(head(wire, "POST", "Content-Length: 1000")));
            long begin = System.nanoTime();

            String answer = trickle(socket, Duration.ofSeconds(40));

            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            System.out.printf("A sender of one byte a second was cut off after %s: %s%n", took, firstLine(answer));
            assertThat(took).isLessThan(Duration.ofSeconds(30));
            assertThat(firstLine(answer))
                    .satisfiesAnyOf(
                            line -> assertThat(line).contains(" 408"),
                            line -> assertThat(line).isEmpty());
        }
    }

    @Test
    void refusesABodyThatIsAnnouncedTooLargeWithoutReadingIt(Wire wire) throws IOException {
        String answer = exchange(head(wire, "POST", "Content-Length: 4000000000"));

        assertThat(firstLine(answer)).containsAnyOf(" 400", " 413");
    }

    @Test
    void refusesAChunkedBodyThatGrowsTooLarge(Wire wire, Space space) throws IOException {
        StringBuilder request = new StringBuilder(head(wire, "POST", "Transfer-Encoding: chunked"));
        String chunk = " ".repeat(65_536);
        for (int n = 0; n < 40; n++) {
            request.append("10000\r\n").append(chunk).append("\r\n");
        }

        String answer = exchange(request + "0\r\n\r\n");

        assertThat(firstLine(answer))
                .satisfiesAnyOf(
                        line -> assertThat(line).contains(" 400"),
                        line -> assertThat(line).isEmpty());
        assertThat(space.messageIds()).isEmpty();
    }

    @Test
    void refusesTrace(Wire wire) throws IOException {
        String answer = exchange(head(wire, "TRACE", "X-Canary: seen"));

        assertThat(firstLine(answer)).containsAnyOf(" 405", " 403", " 501", " 400");
        assertThat(answer).doesNotContain("X-Canary");
    }

    @Test
    void refusesAHundredHeaders(Wire wire, Space space) throws IOException {
        String many =
                IntStream.range(0, 100).mapToObj(n -> "X-Header-" + n + ": x").collect(Collectors.joining("\r\n"));

        String answer = exchange(head(wire, "POST", many + "\r\nContent-Length: " + BODY.length()) + BODY);

        assertThat(firstLine(answer)).doesNotContain(" 200");
        assertThat(space.messageIds()).isEmpty();
    }

    @Test
    void refusesAHeaderOfTenKilobytes(Wire wire, Space space) throws IOException {
        String answer = exchange(
                head(wire, "POST", "X-Long: " + "x".repeat(10_000) + "\r\nContent-Length: " + BODY.length()) + BODY);

        assertThat(firstLine(answer)).doesNotContain(" 200");
        assertThat(space.messageIds()).isEmpty();
    }

    @Test
    void answersByTheNameThatABalancerGivesIt(Wire wire) throws IOException {
        for (String host : List.of("cdp.example.com", "cdp.example.com:443", "127.0.0.1:" + cairo.port())) {
            String answer = exchange(
                    head(wire, "POST", "Content-Length: " + BODY.length()).replace("Host: cairo", "Host: " + host)
                            + BODY);

            assertThat(firstLine(answer)).as(host).contains(" 200");
        }
    }

    @Test
    void doesNotTellWhatServerItIs(Wire wire) {
        Wire.Answer answer = wire.post("/v1/track", BODY);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("X-Powered-By")).isEmpty();
    }

    /** Liberty would believe them from anyone, also where somebody says to come from. */
    @Test
    void doesNotBelieveThePrivateHeadersOfIbmsProxies(Wire wire) throws IOException {
        String answer =
                exchange(head(wire, "POST", "$WSRA: 10.0.0.1\r\n$WSSP: x\r\nContent-Length: " + BODY.length()) + BODY);

        assertThat(firstLine(answer)).contains(" 200");
    }

    @Test
    void saysInJsonWhatTheContainerRefuses(Wire wire) throws IOException {
        for (String path : List.of(
                "/WEB-INF/web.xml",
                "/%57EB-INF/web.xml",
                "/worker/asm.jar",
                "/api/v2/..%2f..%2fx",
                "/api\\v2",
                "/.error")) {
            String answer = exchange(head(wire, "GET", "X-Any: x").replace("/v1/track", path));

            assertThat(firstLine(answer)).as(path).containsAnyOf(" 400", " 404");
            assertThat(answer).as(path).contains("application/json").contains("\"success\":false");
        }
    }

    @Test
    void keepsTheOperatorsPagesOffThePublicPort(Wire wire) {
        assertThat(wire.post("/v1/track", BODY).status())
                .isEqualTo(200); // counters are there from their first event on
        assertThat(wire.get("/metrics").status()).isNotEqualTo(200);
        assertThat(wire.get("/health/live").status()).isNotEqualTo(200);
        assertThat(new Wire(cairo.managementUrl(), "").get("/health/live").status())
                .isEqualTo(200);
        assertThat(new Wire(cairo.managementUrl(), "").get("/metrics").body()).contains("cairo_events_stored");
    }

    private static String head(Wire wire, String method, String more) {
        return "%s /v1/track HTTP/1.1\r\nHost: cairo\r\nAuthorization: %s\r\nContent-Type: application/json\r\nConnection: close\r\n%s\r\n\r\n"
                .formatted(method, Wire.basic(wire.key() + ":"), more);
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), cairo.port())) {
            socket.setSoTimeout(30_000);
            send(socket, request);
            return read(socket);
        }
    }

    /** A server that has refused need not read on. */
    private static void send(Socket socket, String request) throws IOException {
        try {
            socket.getOutputStream().write(bytes(request));
        } catch (SocketException e) {
            System.out.println("Cairo did not read to the end: " + e.getMessage());
        }
    }

    private static String read(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException e) {
            return "";
        }
    }

    /** Sends a byte a second until there is an answer or the connection ends; what was answered, if anything. */
    private static String trickle(Socket socket, Duration longest) throws IOException {
        socket.setSoTimeout(1000);
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        for (long second = 0; second < longest.toSeconds(); second++) {
            try {
                socket.getOutputStream().write(' ');
                int read = in.read();
                if (read < 0) {
                    return answer.toString();
                }
                answer.append((char) read)
                        .append(new String(in.readNBytes(Math.max(in.available(), 0)), StandardCharsets.ISO_8859_1));
                return answer.toString();
            } catch (SocketTimeoutException e) {
                answer.setLength(0);
            } catch (SocketException e) {
                return answer.toString();
            }
        }
        return "never";
    }

    private static String firstLine(String answer) {
        return answer.lines().findFirst().orElse("");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
