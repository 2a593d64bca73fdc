package io.cairo.ingest.http;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebListener;

/**
 * Maps the servlets to the paths that {@link IngestRoutes} and {@link SettingsServlet} name. Some clients end a path with a
 * slash, which no exact mapping of Liberty's matches.
 */
@WebListener
public class IngestPaths implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletRegistration.Dynamic ingest = event.getServletContext().addServlet("ingest", IngestServlet.class);
        ServletRegistration.Dynamic pixel = event.getServletContext().addServlet("pixel", PixelServlet.class);
        IngestRoutes.byPath()
                .forEach((path, route) ->
                        (route.kind() == IngestRoutes.Kind.PIXEL ? pixel : ingest).addMapping(path, path + "/*"));
        ingest.setAsyncSupported(true);
        pixel.setAsyncSupported(true);
        event.getServletContext()
                .addServlet("settings", SettingsServlet.class)
                .addMapping(SettingsServlet.PATHS.toArray(String[]::new));
    }
}
