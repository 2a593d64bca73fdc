package io.cairo.rest;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What the container refuses before Cairo sees it, as JSON too; its own page would be HTML and tell how it is built. */
@WebServlet(urlPatterns = ErrorPage.PATH, asyncSupported = true)
public class ErrorPage extends HttpServlet {
    /** As {@code web.xml} names it. */
    static final String PATH = "/.error";

    private static final long serialVersionUID = 1L;

    /** For every method, also those that servlets do not know. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(response, status(request));
    }

    /** Answers with nothing but what the status means. */
    static void write(HttpServletResponse response, int status) throws IOException {
        byte[] body = ProblemMapper.body(status);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Whoever asks for this very path finds nothing there. */
    private static int status(HttpServletRequest request) {
        boolean refused = request.getDispatcherType() == DispatcherType.ERROR;
        return refused && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? status
                : HttpServletResponse.SC_NOT_FOUND;
    }
}
