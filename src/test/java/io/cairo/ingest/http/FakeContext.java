package io.cairo.ingest.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A container's side of one request: what was answered, and how often it was ended. */
final class FakeContext {
    private final FakeInput input;
    private final int announced;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<String> answers = new ArrayList<>();
    private long timeout = 30_000;
    private boolean broken;

    FakeContext(String body, int announced) {
        this.input = new FakeInput(body.getBytes(StandardCharsets.UTF_8));
        this.announced = announced;
    }

    AsyncContext context() {
        HttpServletRequest request =
                fake(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getContentLength" -> announced;
                    case "getInputStream" -> input;
                    default -> null;
                });
        HttpServletResponse response = fake(
                HttpServletResponse.class,
                (proxy, method, arguments) -> method.getName().equals("getOutputStream") ? output() : null);
        return fake(AsyncContext.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getRequest" -> request;
            case "getResponse" -> response;
            case "setTimeout" -> setTimeout((Long) arguments[0]);
            case "complete" -> answers.add(written.toString(StandardCharsets.UTF_8));
            default -> null;
        });
    }

    FakeInput input() {
        return input;
    }

    /** What was answered each time that the request was ended. */
    List<String> answers() {
        return answers;
    }

    int completed() {
        return answers.size();
    }

    long timeout() {
        return timeout;
    }

    /** Nothing can be answered any more. */
    void breaks() {
        broken = true;
    }

    private Object setTimeout(long millis) {
        timeout = millis;
        return millis;
    }

    private ServletOutputStream output() {
        if (broken) {
            throw new UnsupportedOperationException("broken");
        }
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {}

            @Override
            public void write(int b) {
                written.write(b);
            }
        };
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = handler.invoke(proxy, method, arguments);
                    return method.getReturnType() == void.class ? null : answer;
                }));
    }
}
