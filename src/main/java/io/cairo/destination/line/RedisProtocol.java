package io.cairo.destination.line;

import io.cairo.destination.HttpCall;
import io.cairo.destination.egress.EgressGuard;
import io.cairo.destination.egress.Line;
import io.cairo.destination.egress.Protocol;
import io.cairo.destination.egress.SignInRefused;
import io.cairo.destination.egress.Vetted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Redis, by Jedis. A call's lines are commands, each an array of texts; the answer has an error or null for each.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">Redis serialization protocol</a>
 */
@ApplicationScoped
public class RedisProtocol implements Protocol {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 10_000;

    private EgressGuard guard;

    @SuppressWarnings("NullAway.Init") // for CDI's proxies
    protected RedisProtocol() {}

    @Inject
    public RedisProtocol(EgressGuard guard) {
        this.guard = guard;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("redis", "rediss");
    }

    @Override
    public Line open(HttpCall call) throws IOException {
        Vetted vetted = guard.vet(call.uri(), call.reach());
        Socket socket = socket(vetted);
        try {
            return new RedisLine(new Connection(() -> socket, config(call)));
        } catch (JedisAccessControlException e) {
            socket.close();
            throw new SignInRefused("Redis does not know the user and the password");
        } catch (JedisDataException e) {
            socket.close();
            throw new SignInRefused(RedisLine.code(e));
        } catch (JedisException e) {
            socket.close();
            throw new IOException(e);
        }
    }

    private static JedisClientConfig config(HttpCall call) {
        String path = call.uri().getPath();
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(CONNECT_MILLIS)
                .socketTimeoutMillis(ANSWER_MILLIS)
                .database(path.length() > 1 ? Integer.parseInt(path.substring(1)) : 0)
                .clientName("cairo");
        String user = call.headers().get("User");
        String password = call.headers().get("Password");
        if (password != null) {
            config.password(password);
            if (!"default".equals(user)) {
                config.user(user);
            }
        }
        return config.build();
    }

    /** To the first of the vetted addresses that accepts. */
    private static Socket socket(Vetted vetted) throws IOException {
        IOException last = new IOException("no address");
        for (InetAddress address : vetted.addresses()) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, vetted.port()), CONNECT_MILLIS);
                socket.setSoTimeout(ANSWER_MILLIS);
                socket.setTcpNoDelay(true);
                return vetted.scheme().equals("rediss") ? secured(socket, vetted) : socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    private static Socket secured(Socket plain, Vetted vetted) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, vetted.host(), vetted.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}
