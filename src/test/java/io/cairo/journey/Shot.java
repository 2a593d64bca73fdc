package io.cairo.journey;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One HTTP request, byte by byte, so that it may be as wrong as it likes. Headers are lines without their end. */
@SuppressWarnings("ArrayRecordComponent") // read once, on the spot
record Shot(String method, String target, List<String> headers, byte[] body) {
    private static final int PATIENCE_MILLIS = 8_000;

    /** What came back: the status, 0 for none; the head in lower case; the body with its chunks joined. */
    record Echo(int status, String head, String body) {
        boolean isStream() {
            return head.contains("text/event-stream");
        }
    }

    Shot withMethod(String other) {
        return new Shot(other, target, headers, body);
    }

    Shot withTarget(String other) {
        return new Shot(method, other, headers, body);
    }

    Shot withHeaders(List<String> others) {
        return new Shot(method, target, others, body);
    }

    Shot withBody(byte[] other) {
        return new Shot(method, target, headers, other);
    }

    /** Sends it on a connection of its own; a stream that goes on is left after a while. */
    Echo at(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes());
            return echo(answer(socket.getInputStream()));
        }
    }

    private static byte[] answer(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[16_384];
        try {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                all.write(piece, 0, read);
            }
        } catch (SocketTimeoutException | SocketException e) {
            return all.toByteArray(); // what has come until then is judged
        }
        return all.toByteArray();
    }

    private static Echo echo(byte[] answer) {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.1 ") || end < 0) {
            return new Echo(0, text, "");
        }
        String head = text.substring(0, end).toLowerCase(Locale.ROOT);
        byte[] body = Arrays.copyOfRange(answer, end + 4, answer.length);
        String whole = head.contains("transfer-encoding: chunked") ? joined(body) : utf8(body);
        return new Echo(Integer.parseInt(text.substring(9, 12)), head, whole);
    }

    private static String joined(byte[] chunks) {
        String text = new String(chunks, StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = 0;
        while (at < text.length()) {
            int line = text.indexOf("\r\n", at);
            int length =
                    line < 0 ? 0 : Integer.parseInt(text.substring(at, line).strip(), 16);
            if (length == 0) {
                break;
            }
            body.write(chunks, line + 2, Math.min(length, chunks.length - line - 2));
            at = line + 2 + length + 2;
        }
        return utf8(body.toByteArray());
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private byte[] bytes() throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(latin(method + " " + target + " HTTP/1.1\r\n"));
        for (String header : headers) {
            request.write(latin(header + "\r\n"));
        }
        request.write(latin("Connection: close\r\nContent-Length: " + body.length + "\r\n\r\n"));
        request.write(body);
        return request.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        String text = method + " " + target + "\n" + String.join("\n", headers) + "\n\n" + utf8(body);
        return text.length() > 1500 ? text.substring(0, 1500) + "..." : text;
    }
}
