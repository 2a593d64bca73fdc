package io.cairo.ingest.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairo.access.Credentials;
import io.cairo.base.JsonText;
import io.cairo.base.Problem;
import io.cairo.ingest.reading.Limits;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings that browser and mobile libraries fetch before they send anything. They name this very server as the place to
 * send to, so that a page needs to change one address. The key in the path is public and is not checked here: a wrong one is
 * refused, visibly, when it delivers.
 *
 * @see <a href="https://github.com/segmentio/analytics-next">analytics-next, settings</a>
 */
public class SettingsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final Pattern PROJECT = Pattern.compile("/(?:projects/)?([^/]{1,100})/settings/?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.\\-\\[\\]:]{1,255}");
    private static final List<String> CALLS = List.of("track", "identify", "group");

    /** Liberty lets TRACE come here, and be refused in JSON, only where it sees this method. */
    @Override
    protected void doTrace(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Replies.write(response, Replies.methodNotAllowed(response, "GET, OPTIONS"));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Cors.allow(response);
        switch (request.getMethod()) {
            case "GET", "HEAD" -> settings(request, response);
            case "OPTIONS" -> response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            default -> Replies.write(response, Replies.methodNotAllowed(response, "GET, OPTIONS"));
        }
    }

    private static void settings(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().startsWith("/sourceConfig")) {
            sourceConfig(request, response);
            return;
        }
        Matcher path = PROJECT.matcher(String.valueOf(request.getPathInfo()));
        if (!path.matches()) {
            Replies.write(
                    response,
                    Reply.of(new Problem(Problem.Code.NOT_FOUND, "Settings are at /v1/projects/KEY/settings")));
            return;
        }
        response.setHeader("Cache-Control", "public, max-age=300");
        Replies.write(response, new Reply(200, segment(path.group(1), request), null));
    }

    private static byte[] segment(String key, HttpServletRequest request) {
        return JsonText.bytes(to -> {
            to.writeStartObject();
            to.writeObjectFieldStart("integrations");
            to.writeObjectFieldStart("Segment.io");
            to.writeStringField("apiKey", key);
            to.writeStringField("apiHost", host(request) + "/v1");
            to.writeStringField("protocol", scheme(request));
            to.writeObjectFieldStart("versionSettings");
            to.writeStringField("version", "4.4.7");
            to.writeArrayFieldStart("componentTypes");
            to.writeString("browser");
            to.writeEndArray();
            to.writeEndObject();
            to.writeEndObject();
            to.writeEndObject();
            plan(to);
            to.writeBooleanField("analyticsNextEnabled", true);
            to.writeEndObject();
        });
    }

    /** Nothing is blocked in the client: a plan is enforced where it can be explained. */
    private static void plan(JsonGenerator to) throws IOException {
        to.writeObjectFieldStart("plan");
        for (String call : CALLS) {
            to.writeObjectFieldStart(call);
            to.writeObjectFieldStart("__default");
            to.writeBooleanField("enabled", true);
            to.writeEndObject();
            to.writeEndObject();
        }
        to.writeEndObject();
    }

    private static void sourceConfig(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> keys =
                Credentials.keys(request::getHeader, name -> QueryText.value(request.getQueryString(), name));
        if (keys.isEmpty() || keys.get(0).length() > Limits.MESSAGE_ID) {
            Replies.write(response, Reply.of(new Problem(Problem.Code.MISSING_WRITE_KEY, "Missing write key")));
            return;
        }
        response.setHeader("Cache-Control", "private, max-age=300");
        Replies.write(response, new Reply(200, rudder(keys.get(0)), null));
    }

    private static byte[] rudder(String key) {
        return JsonText.bytes(to -> {
            to.writeStartObject();
            to.writeObjectFieldStart("source");
            to.writeStringField("id", key);
            to.writeStringField("name", "cairo");
            to.writeStringField("writeKey", key);
            to.writeBooleanField("enabled", true);
            to.writeStringField("workspaceId", "default");
            to.writeObjectFieldStart("config");
            to.writeEndObject();
            to.writeArrayFieldStart("connections");
            to.writeEndArray();
            to.writeArrayFieldStart("destinations");
            to.writeEndArray();
            to.writeEndObject();
            to.writeBooleanField("isHosted", true);
            to.writeEndObject();
        });
    }

    /** As the client called us; anything that is no host name would be an injection into somebody's page. */
    private static String host(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return host != null && HOST.matcher(host).matches()
                ? host
                : request.getServerName() + ":" + request.getServerPort();
    }

    private static String scheme(HttpServletRequest request) {
        return "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto")) ? "https" : request.getScheme();
    }
}
