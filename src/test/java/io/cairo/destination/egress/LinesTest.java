package io.cairo.destination.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Lines stay open between calls, and none stays open after it has failed, is over its time, or nobody wants it. */
class LinesTest {
    private final List<Fake> opened = new ArrayList<>();
    private final Lines lines = new Lines(List.of(new Protocol() {
        @Override
        public Set<String> schemes() {
            return Set.of("fake");
        }

        @Override
        public Line open(HttpCall call) throws IOException {
            if ("wrong".equals(call.headers().get("Password"))) {
                throw new SignInRefused("who are you");
            }
            Fake line = new Fake();
            opened.add(line);
            return line;
        }
    }));

    private static final class Fake implements Line {
        private final CountDownLatch closed = new CountDownLatch(1);
        private boolean gone;

        @Override
        public HttpAnswer send(HttpCall call) throws IOException {
            switch (call.method()) {
                case "FAIL" -> throw new IOException("cut");
                case "HANG" -> hang();
                default -> {}
            }
            return new HttpAnswer(200, Map.of(), "");
        }

        private void hang() throws IOException {
            try {
                closed.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            throw new IOException("closed");
        }

        @Override
        public boolean isOpen() {
            return !gone;
        }

        @Override
        public void close() {
            closed.countDown();
        }

        boolean isClosed() {
            return closed.getCount() == 0;
        }
    }

    private static HttpCall call(String method, String password) {
        return new HttpCall(
                method, URI.create("fake://host/x"), Map.of("Password", password), new byte[0], Duration.ofMillis(1));
    }

    @Test
    void isUsedAgainByTheSameAccountOnly() throws IOException {
        lines.send(call("SEND", "a"));
        lines.send(call("SEND", "a"));
        lines.send(call("SEND", "b"));

        assertThat(opened).hasSize(2).noneMatch(Fake::isClosed);
    }

    @Test
    void isClosedWhenACallFailsAndWhenItIsNoLongerOpen() throws IOException {
        assertThatThrownBy(() -> lines.send(call("FAIL", "a"))).isInstanceOf(IOException.class);
        lines.send(call("SEND", "a"));
        opened.get(1).gone = true;
        lines.send(call("SEND", "a"));

        assertThat(opened).hasSize(3);
        assertThat(opened.get(0).isClosed()).isTrue();
        assertThat(opened.get(1).isClosed()).isTrue();
    }

    @Test
    void isClosedWhenACallIsOverItsTime() throws Exception {
        Thread sending = new Thread(
                () -> assertThatThrownBy(() -> lines.send(call("HANG", "a"))).isInstanceOf(IOException.class));
        sending.start();
        while (sending.isAlive()) {
            lines.sweep();
            Thread.onSpinWait();
        }
        assertThat(opened.get(0).isClosed()).isTrue();
    }

    @Test
    void closesAllAndKeepsNoneAfterwards() throws IOException {
        lines.send(call("SEND", "a"));
        lines.close();
        lines.send(call("SEND", "a"));

        assertThat(opened).hasSize(2).allMatch(Fake::isClosed);
    }

    @Test
    void whoIsNotLetInGetsAnAnswerThatSaysSo() throws IOException {
        assertThat(lines.send(call("SEND", "wrong")).status()).isEqualTo(401);
    }

    @Test
    void whatNothingSpeaksIsRefused() {
        HttpCall call =
                new HttpCall("SEND", URI.create("gopher://host/"), Map.of(), new byte[0], Duration.ofSeconds(1));

        assertThatThrownBy(() -> lines.send(call)).isInstanceOf(EgressRefused.class);
    }
}
