package io.cairo.destination.line;

import io.cairo.base.JsonTree;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.egress.Line;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** An open connection to Redis. */
final class RedisLine implements Line {
    private static final int LONGEST_CODE = 200;

    private final Connection connection;

    RedisLine(Connection connection) {
        this.connection = connection;
    }

    @Override
    public HttpAnswer send(HttpCall call) throws IOException {
        try {
            int count = 0;
            for (String line :
                    new String(call.body(), StandardCharsets.UTF_8).strip().split("\n", -1)) {
                write(line);
                count++;
            }
            return answer(call, connection.getMany(count));
        } catch (JedisException e) {
            throw new IOException(e);
        }
    }

    private void write(String line) {
        List<byte[]> words = new ArrayList<>();
        JsonTree.read(line.getBytes(StandardCharsets.UTF_8))
                .asJsonArray()
                .getValuesAs(JsonString.class)
                .forEach(word -> words.add(word.getString().getBytes(StandardCharsets.UTF_8)));
        byte[] name = words.remove(0);
        ProtocolCommand command = () -> name;
        connection.sendCommand(command, words.toArray(new byte[0][]));
    }

    /** A connection test is answered by a status, because it has only one command. */
    private static HttpAnswer answer(HttpCall call, List<Object> replies) {
        List<String> errors = replies.stream()
                .map(reply -> reply instanceof JedisDataException error ? code(error) : "")
                .toList();
        boolean refused = call.method().equals("PROBE") && !errors.get(0).isEmpty();
        return refused ? new HttpAnswer(403, Map.of(), errors.get(0)) : Errors.answer(errors);
    }

    /** What Redis said, without the values that it may repeat in quotes: {@code MOVED 1234 10.0.0.7:6379}. */
    static String code(JedisDataException error) {
        String said = String.valueOf(error.getMessage()).replaceAll("[`'\"][^`'\"]*[`'\"]", "...");
        return said.substring(0, Math.min(LONGEST_CODE, said.length()));
    }

    @Override
    public boolean isOpen() {
        try {
            connection.sendCommand(Command.PING);
            return "PONG".equals(connection.getStatusCodeReply());
        } catch (JedisException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            connection.forceDisconnect();
        } catch (IOException | JedisException e) {
            // it is of no use any more, and nobody waits for it
        }
    }
}
