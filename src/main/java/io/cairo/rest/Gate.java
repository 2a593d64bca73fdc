package io.cairo.rest;

import io.cairo.base.ProblemBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses addresses and headers that JAX-RS cannot read, as the mistakes of their sender: JAX-RS itself reads them late
 * and fails as if they were ours.
 */
@WebFilter(servletNames = "io.cairo.rest.CairoApplication", asyncSupported = true)
public class Gate extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final String VALUE = "(?:" + TOKEN + "|\"(?:[^\"\\\\]|\\\\.)*+\")";
    private static final String WEIGHT = "(?i:q)[ \t]*+=[ \t]*+(?:0(?:\\.\\d*+)?|1(?:\\.0*+)?|\\.\\d++)(?![^;, \t])";
    private static final String PARAMETER =
            "[ \t]*+;[ \t]*+(?:" + WEIGHT + "|(?!(?i:q)[ \t]*+=)" + TOKEN + "[ \t]*+(?:=[ \t]*+" + VALUE + ")?+)?+";
    private static final String RANGE = "[ \t]*+(?:" + TOKEN + "(?:/" + TOKEN + ")?+(?:" + PARAMETER + ")*+)?+[ \t]*+";

    /** Media ranges with their weights: RFC 9110, 12.5.1; a lone {@code *} is what some old clients send. */
    private static final Pattern MEDIA_TYPES = Pattern.compile(RANGE + "(?:," + RANGE + ")*+");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!isAddress(request)) {
            refuse(response, "The address, or the host that a header names, is not a valid URL");
        } else if (!areMediaTypes(request, "Accept") || !areMediaTypes(request, "Content-Type")) {
            refuse(response, "Accept and Content-Type must be media types, such as application/json;q=0.9");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isAddress(HttpServletRequest request) {
        @Nullable String query = request.getQueryString();
        StringBuffer address = request.getRequestURL();
        try {
            URI unused = new URI(
                    query == null
                            ? address.toString()
                            : address.append('?').append(query).toString());
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean areMediaTypes(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header)).stream().allMatch(Gate::areMediaTypes);
    }

    static boolean areMediaTypes(String value) {
        return MEDIA_TYPES.matcher(value).matches();
    }

    private static void refuse(HttpServletResponse response, String sentence) throws IOException {
        byte[] body = ProblemBody.of("bad_request", sentence);
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
