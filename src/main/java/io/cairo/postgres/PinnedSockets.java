package io.cairo.postgres;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;

/**
 * Sockets that connect to addresses which were chosen before, whatever the driver finds for the host's name: who delivers to
 * other people's databases has checked these addresses, and a name may lead elsewhere a moment later. The driver makes one of
 * them by its name ({@code socketFactory}), so it lives where the driver's class loader finds it.
 */
public final class PinnedSockets extends SocketFactory {
    private final List<InetAddress> addresses = new ArrayList<>();

    /** @param addresses in digits, separated by commas */
    public PinnedSockets(String addresses) throws UnknownHostException {
        for (String digits : addresses.split(",", -1)) {
            if (!digits.matches("[0-9a-fA-F:.]+")) {
                throw new UnknownHostException("an address in digits was expected");
            }
            this.addresses.add(InetAddress.getByName(digits));
        }
    }

    @Override
    public Socket createSocket() {
        return new Pinned(addresses);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(InetSocketAddress.createUnresolved(host, port));
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostAddress(), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }

    private static final class Pinned extends Socket {
        private final List<InetAddress> addresses;

        Pinned(List<InetAddress> addresses) {
            this.addresses = addresses;
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        /** To the first of the addresses: a socket that has failed once cannot connect again. */
        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (!(endpoint instanceof InetSocketAddress wanted)) {
                throw new ConnectException("no address of the internet");
            }
            super.connect(new InetSocketAddress(addresses.get(0), wanted.getPort()), timeout);
        }
    }
}
