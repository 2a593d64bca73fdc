package io.cairo.transformation.sandbox;

import io.cairo.base.Problem;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of the worker processes: their class path, which the application carries as resources, and an empty folder to
 * run in. All lie in one temporary folder, which nobody else may read.
 */
final class WorkerFiles implements AutoCloseable {
    private static final String PREFIX = "cairo-worker-";
    private static final List<String> ENGINE = List.of(
            "worker-classes.jar",
            "nashorn-core.jar",
            "asm.jar",
            "asm-analysis.jar",
            "asm-commons.jar",
            "asm-tree.jar",
            "asm-util.jar",
            "re2j.jar");
    private static final List<String> COMPILER = List.of("closure-compiler.jar");

    private final Path folder;
    private final Path empty;

    /**
     * @throws UncheckedIOException if nothing can be written to the machine's temporary folder
     * @throws Problem UNAVAILABLE if the application was built without them
     */
    WorkerFiles() {
        try {
            deleteAbandoned(Path.of(System.getProperty("java.io.tmpdir")));
            folder = Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
            empty = Files.createDirectory(folder.resolve("empty"));
            for (String name : names().toList()) {
                copy(name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> names() {
        return Stream.concat(ENGINE.stream(), COMPILER.stream());
    }

    String classPath() {
        return names().map(name -> folder.resolve(name).toString()).collect(Collectors.joining(File.pathSeparator));
    }

    Path empty() {
        return empty;
    }

    private void copy(String name) throws IOException {
        try (InputStream in = WorkerFiles.class.getResourceAsStream("/worker/" + name)) {
            if (in == null) {
                throw new Problem(
                        Problem.Code.UNAVAILABLE,
                        "This build of Cairo lacks the files that run scripts; build it with mvn package, or start it with"
                                + " mvn process-classes liberty:run");
            }
            Files.copy(in, folder.resolve(name));
        }
    }

    @Override
    public void close() {
        delete(folder);
    }

    /** Those of processes that were killed and could not clean up. */
    private static void deleteAbandoned(Path temporary) throws IOException {
        try (Stream<Path> all = Files.list(temporary)) {
            all.filter(WorkerFiles::isAbandoned).toList().forEach(WorkerFiles::delete);
        }
    }

    private static boolean isAbandoned(Path path) {
        String name = path.getFileName().toString();
        if (!name.matches(PREFIX + "\\d{1,18}-.*") || !Files.isWritable(path)) {
            return false;
        }
        long pid = Long.parseLong(name.substring(PREFIX.length(), name.indexOf('-', PREFIX.length())));
        return ProcessHandle.of(pid).isEmpty();
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(file -> {
                boolean unused = file.delete();
            });
        } catch (IOException | UncheckedIOException e) {
            System.getLogger(WorkerFiles.class.getName())
                    .log(System.Logger.Level.DEBUG, "not deleted: {0}", e.getMessage());
        }
    }
}
