package io.cairo.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a server is made of: the product as the build has deployed it, and what an earlier server has worked out. */
final class ServerFiles {
    /** The application server that the build has installed. */
    static final Path LIBERTY =
            Path.of(System.getProperty("cairo.liberty", "target/liberty/wlp")).toAbsolutePath();

    private static final Path SOURCE = LIBERTY.resolve("usr/servers/cairo");
    /** What a server that was stopped had worked out about its features; the next ones need not again. */
    private static final AtomicReference<@Nullable Path> WORKED_OUT = new AtomicReference<>();

    private ServerFiles() {}

    /** @param folder of one server, with nothing in it yet */
    static void copyTo(Path folder) {
        try {
            copy(SOURCE, folder.resolve("servers/cairo"), 3, ServerFiles::isPartOfTheServer);
            Path workedOut = WORKED_OUT.get();
            if (workedOut != null) {
                copy(workedOut, workArea(folder), Integer.MAX_VALUE, file -> true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The server that mvn pre-integration-test prepares is missing", e);
        }
    }

    static boolean areWorkedOut() {
        return WORKED_OUT.get() != null;
    }

    /** @param folder of a server that was stopped properly, and that nobody starts again */
    static void workedOutIn(Path folder) {
        WORKED_OUT.compareAndSet(null, workArea(folder));
    }

    private static Path workArea(Path folder) {
        return folder.resolve("servers/cairo/workarea");
    }

    private static void copy(Path source, Path target, int depth, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(source, depth)) {
            for (Path file : files.filter(Files::isRegularFile).filter(wanted).toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Not what a server that ran there has left behind. */
    private static boolean isPartOfTheServer(Path file) {
        String path = SOURCE.relativize(file).toString();
        return !path.startsWith("workarea") && !path.startsWith("logs") && !path.startsWith("data");
    }
}
