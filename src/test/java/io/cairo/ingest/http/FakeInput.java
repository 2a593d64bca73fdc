package io.cairo.ingest.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A body that comes in parts, with nothing to read between them. */
final class FakeInput extends ServletInputStream {
    private static final int PART = 5_000;

    private final byte[] body;
    private int at;
    private int there;
    private @Nullable ReadListener listener;

    FakeInput(byte[] body) {
        this.body = body;
    }

    /** All of it comes, part by part. */
    void comes() throws IOException {
        while (there < body.length) {
            there = Math.min(body.length, there + PART);
            Objects.requireNonNull(listener).onDataAvailable();
        }
    }

    void ends() throws IOException {
        Objects.requireNonNull(listener).onAllDataRead();
    }

    void breaksOff() {
        Objects.requireNonNull(listener).onError(new IOException("broken off"));
    }

    @Override
    public int read() {
        return at == body.length ? -1 : body[at++];
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        int count = Math.min(length, there - at);
        System.arraycopy(body, at, into, offset, count);
        at += count;
        return count;
    }

    @Override
    public boolean isReady() {
        return at < there;
    }

    @Override
    public boolean isFinished() {
        return at == body.length;
    }

    @Override
    public void setReadListener(ReadListener reader) {
        listener = reader;
    }
}
