package io.cairo.destination.egress;

import java.net.InetAddress;
import java.util.List;

/**
 * An address that may be called now, and at which machines.
 *
 * @param host as TLS shall check it; an IPv6 address is without brackets
 * @param path the path and the query
 */
public record Vetted(String scheme, String host, int port, String path, List<InetAddress> addresses) {}
