package io.cairo.delivery;

import io.cairo.destination.egress.EgressRefused;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Says in a sentence why no answer came, without naming an address: messages of exceptions do. */
final class Failures {
    private Failures() {}

    static String sentence(IOException failure) {
        if (failure instanceof EgressRefused) {
            return "Not sent: " + failure.getMessage();
        }
        if (failure instanceof UnknownHostException) {
            return "The host was not found";
        }
        if (failure instanceof SSLException) {
            return "TLS failed: the certificate is not trusted, expired or for another host, or the receiver speaks no TLS";
        }
        if (failure instanceof ConnectException) {
            return "No connection: nobody accepts at that address and port";
        }
        if (failure instanceof InterruptedIOException || isTimeout(failure)) {
            return "No answer in time";
        }
        return "The connection was cut or the answer was no HTTP";
    }

    private static boolean isTimeout(IOException failure) {
        String name = failure.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return name.contains("timeout") || name.contains("cancel") || name.contains("abort");
    }
}
