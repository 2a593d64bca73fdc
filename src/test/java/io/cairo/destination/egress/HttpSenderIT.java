package io.cairo.destination.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpSenderIT {
    private final HttpSender sender =
            new HttpSender(new EgressGuard("127.0.0.0/8,::1/128", false, InetAddress::getAllByName));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Future<?> sweeping;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        sweeping = timer.scheduleWithFixedDelay(sender::sweep, 50, 50, TimeUnit.MILLISECONDS);
    }

    @AfterEach
    void stop() {
        end.countDown();
        sender.close();
        server.stop(0);
        sweeping.cancel(false);
        timer.shutdownNow();
        threads.shutdownNow();
    }

    /** What a receiver does after it has taken the request. */
    private interface Behaviour {
        void answer(HttpExchange exchange) throws Exception;
    }

    private HttpCall to(Behaviour behaviour) {
        server.createContext("/hook", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-A") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            try {
                behaviour.answer(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                requests.add("cut");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        return new HttpCall(
                "PUT",
                URI.create("http://localhost:" + server.getAddress().getPort() + "/hook?a=%20b"),
                Map.of("X-A", "1", "Content-Type", "application/json"),
                "{\"\u00e4\":1}".getBytes(StandardCharsets.UTF_8),
                Duration.ofSeconds(1));
    }

    private static void reply(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Test
    void sendsWhatItIsGiven() throws IOException {
        HttpAnswer answer = sender.send(to(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "3");
            byte[] said = "later".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(503, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        }));

        assertThat(requests).containsExactly("PUT /hook?a=%20b 1 {\"\u00e4\":1}");
        assertThat(answer.summary()).isEqualTo("HTTP 503: later");
        assertThat(answer.header("retry-after")).contains("3");
    }

    @Test
    void followsNoRedirect() throws IOException {
        AtomicInteger reached = new AtomicInteger();
        server.createContext("/inside", exchange -> {
            reached.incrementAndGet();
            reply(exchange, 200);
        });
        HttpAnswer answer = sender.send(to(exchange -> {
            exchange.getResponseHeaders().add("Location", "/inside");
            reply(exchange, 307);
        }));

        assertThat(answer.status()).isEqualTo(307);
        assertThat(reached).hasValue(0);
    }

    @Test
    void carriesNoCookieFromOneRequestToTheNext() throws IOException {
        HttpCall call = to(exchange -> {
            requests.add("cookie " + exchange.getRequestHeaders().getFirst("Cookie"));
            exchange.getResponseHeaders().add("Set-Cookie", "a=b");
            reply(exchange, 200);
        });
        sender.send(call);
        sender.send(call);

        assertThat(requests).contains("cookie null").doesNotContain("cookie a=b");
    }

    @Test
    void waitsForNobodyWhoHangs() {
        HttpCall call = to(exchange -> end.await());

        assertThatThrownBy(() -> sender.send(call)).isInstanceOf(IOException.class);
    }

    @Test
    void cutsOffAnAnswerThatDrips() {
        HttpCall call = to(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            drip(exchange.getResponseBody());
        });

        assertThatThrownBy(() -> sender.send(call)).isInstanceOf(IOException.class);
    }

    private void drip(OutputStream body) throws IOException, InterruptedException {
        while (!end.await(20, TimeUnit.MILLISECONDS)) {
            body.write('x');
            body.flush();
        }
    }

    @Test
    void readsNoMoreThanTheBeginningOfAHugeAnswer() throws IOException {
        HttpAnswer answer = sender.send(to(exchange -> {
            exchange.sendResponseHeaders(200, 10_000_000_000L);
            byte[] block = new byte[8192];
            for (long i = 0; i < 10_000_000_000L / block.length && end.getCount() > 0; i++) {
                exchange.getResponseBody().write(block);
            }
        }));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).hasSize(64 * 1024);
        assertThat(answer.summary()).hasSizeLessThan(1100);
    }

    @Test
    void endsWhatIsRunningWhenItIsTold() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        HttpCall call = to(exchange -> {
            begun.countDown();
            end.await();
        });
        HttpCall patient = new HttpCall(call.method(), call.uri(), call.headers(), call.body(), Duration.ofSeconds(15));
        var sending = threads.submit(() -> sender.send(patient));
        begun.await();
        sender.cancelAll();

        assertThatThrownBy(sending::get).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void refusesToCallThisMachineWhereThatIsNotAllowed() throws IOException {
        HttpCall call = to(exchange -> reply(exchange, 200));
        try (HttpSender strict = new HttpSender(new EgressGuard("", true, InetAddress::getAllByName))) {
            assertThatThrownBy(() -> strict.send(call)).isInstanceOf(EgressRefused.class);
        }
        assertThat(requests).isEmpty();
    }
}
