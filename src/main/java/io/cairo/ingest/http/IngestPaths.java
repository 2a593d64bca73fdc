package io.cairo.ingest.http;

import io.cairo.message.IngestRoutes;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebListener;

/**
 * Maps the servlets to the paths that {@link IngestRoutes} names. Some clients end a path with a slash, which no exact
 * mapping of Liberty's matches.
 */
@WebListener
public class IngestPaths implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        ServletRegistration.Dynamic ingest = context.addServlet("ingest", IngestServlet.class);
        ServletRegistration.Dynamic pixel = context.addServlet("pixel", PixelServlet.class);
        ServletRegistration.Dynamic settings = context.addServlet("settings", SettingsServlet.class);
        ingest.setAsyncSupported(true);
        pixel.setAsyncSupported(true);
        IngestRoutes.byPath().forEach((path, route) -> {
            ServletRegistration.Dynamic servlet = switch (route.kind()) {
                case BATCH, EVENT, SELF_METRICS -> ingest;
                case PIXEL -> pixel;
                case PROJECT_SETTINGS, SOURCE_CONFIG -> settings;
            };
            servlet.addMapping(patterns(path));
        });
    }

    /** A servlet is mapped to all that follows a variable. */
    private static String[] patterns(String path) {
        int variable = path.indexOf('{');
        return variable < 0 ? new String[] {path, path + "/*"} : new String[] {path.substring(0, variable) + "*"};
    }
}
