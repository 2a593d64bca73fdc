package io.cairo.journey;

import java.nio.file.Path;
import java.util.Map;

/** Two nodes over one database, which start at the same time. */
record TwoServers(CairoServer one, CairoServer other) implements AutoCloseable {

    /** Of the application that Maven built. */
    static TwoServers over(TestDatabase database, Map<String, String> environment) {
        return new TwoServers(CairoServer.prepared(database, environment), CairoServer.prepared(database, environment))
                .start();
    }

    /** Of another application. */
    static TwoServers over(TestDatabase database, Map<String, String> environment, Path war) {
        return new TwoServers(
                        CairoServer.prepared(database, environment).running(war),
                        CairoServer.prepared(database, environment).running(war))
                .start();
    }

    private TwoServers start() {
        one.launch();
        other.launch();
        try {
            one.started();
            other.started();
        } catch (AssertionError e) {
            close();
            throw e;
        }
        return this;
    }

    @Override
    public void close() {
        one.close();
        other.close();
    }
}
