package io.cairo.bench;

import java.io.IOException;
import java.sql.SQLException;

/** One part of the benchmark: something that is measured by itself. */
interface Part {
    /** As the command line and the report call it. */
    String name();

    /** Measures, and puts into the report what came out. */
    void measure(Report report) throws IOException, SQLException, InterruptedException;
}
