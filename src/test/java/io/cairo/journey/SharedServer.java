package io.cairo.journey;

import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The one server of the plain journeys: started for the first of them, stopped after the last. */
final class SharedServer implements BeforeAllCallback, ParameterResolver {

    private record Running(TestPostgres postgres, TestDatabase database, CairoServer cairo) implements AutoCloseable {
        static Running start() {
            TestPostgres postgres = new TestPostgres();
            TestDatabase database = postgres.database();
            return new Running(
                    postgres, database, CairoServer.over(database, Map.of("CAIRO_EGRESS_ALLOW", "127.0.0.0/8")));
        }

        @Override
        public void close() {
            cairo.close();
            postgres.close();
        }
    }

    /** MicroShed, which looks next, is told of a server that is already there. */
    @Override
    public void beforeAll(ExtensionContext context) {
        CairoServer cairo = running(context).cairo();
        System.setProperty("microshed_manual_env", "true");
        System.setProperty("microshed_hostname", "127.0.0.1");
        System.setProperty("microshed_http_port", Integer.toString(cairo.port()));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == CairoServer.class || type == Space.class || type == Wire.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = running(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == CairoServer.class) {
            return running.cairo();
        }
        Space space = context.getStore(Namespace.create(SharedServer.class, context.getUniqueId()))
                .getOrComputeIfAbsent(Space.class, ignored -> Space.in(running.database()), Space.class);
        return type == Space.class ? space : new Wire(running.cairo().url(), space.key());
    }

    private static Running running(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedServer.class))
                .getOrComputeIfAbsent(Running.class, ignored -> Running.start(), Running.class);
    }
}
