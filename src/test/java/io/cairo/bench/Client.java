package io.cairo.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One keep-alive connection with at most one request under way. It reads of an answer its status and its length. */
final class Client {
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    private final InetSocketAddress server;
    private final Selector selector;
    private final Requests requests;
    private final byte[] request;
    private final byte[] answer = new byte[1 << 18];
    private final ByteBuffer out;
    private final ByteBuffer in = ByteBuffer.wrap(answer);

    private SocketChannel channel;
    private SelectionKey key;
    private int turn;
    private int reconnects;

    /** When the request under way was sent, as {@link System#nanoTime} says. */
    private long sentAt;

    private String head = "";
    private int answerEnd;

    Client(InetSocketAddress server, Selector selector, Requests requests, int first) throws IOException {
        this.server = server;
        this.selector = selector;
        this.requests = requests;
        this.turn = first;
        this.request = new byte[requests.longest()];
        this.out = ByteBuffer.wrap(request);
        this.channel = SocketChannel.open();
        this.key = connect();
    }

    void send() throws IOException {
        if (!channel.isOpen()) {
            reconnects++;
            channel = SocketChannel.open();
            key = connect();
        }
        out.position(0).limit(requests.write(turn++, request));
        in.clear();
        head = "";
        sentAt = System.nanoTime();
        write();
    }

    /** Goes on with what the socket is ready for; answers whether the answer is complete. */
    boolean proceed() throws IOException {
        if (key.isWritable()) {
            write();
        }
        return key.isReadable() && read();
    }

    int status() {
        return Integer.parseInt(head.substring(9, 12));
    }

    /** The whole answer, for people. */
    String answer() {
        return new String(answer, 0, in.position(), StandardCharsets.UTF_8);
    }

    long sentAt() {
        return sentAt;
    }

    int reconnects() {
        return reconnects;
    }

    void close() throws IOException {
        channel.close();
    }

    private SelectionKey connect() throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(server);
        channel.configureBlocking(false);
        return channel.register(selector, SelectionKey.OP_READ, this);
    }

    private void write() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private boolean read() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the server closed the connection before it had answered");
        }
        if (head.isEmpty() && !readHead()) {
            return false;
        }
        boolean complete = answerEnd < 0 ? endsWithLastChunk() : in.position() >= answerEnd;
        if (complete && head.contains("\r\nconnection: close")) {
            channel.close();
        }
        return complete;
    }

    private boolean readHead() {
        int end = find(END_OF_HEAD);
        if (end < 0) {
            return false;
        }
        head = new String(answer, 0, end + 2, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        answerEnd = length() < 0 ? -1 : end + END_OF_HEAD.length + length();
        return true;
    }

    /** The length of the body; -1 if it comes in chunks. */
    private int length() {
        int at = head.indexOf("\r\ncontent-length:");
        if (at >= 0) {
            return Integer.parseInt(
                    head.substring(at + 17, head.indexOf('\r', at + 2)).strip());
        }
        return head.contains("\r\ntransfer-encoding: chunked") ? -1 : 0;
    }

    private boolean endsWithLastChunk() {
        int end = in.position();
        return end > 7 && answer[end - 5] == '0' && answer[end - 6] == '\n' && answer[end - 1] == '\n';
    }

    private int find(byte[] wanted) {
        for (int i = 0; i + wanted.length <= in.position(); i++) {
            if (answer[i] == wanted[0]
                    && answer[i + 1] == wanted[1]
                    && answer[i + 2] == wanted[2]
                    && answer[i + 3] == wanted[3]) {
                return i;
            }
        }
        return -1;
    }
}
