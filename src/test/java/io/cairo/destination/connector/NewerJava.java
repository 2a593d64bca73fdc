package io.cairo.destination.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** A Java for servers that need a newer one than Cairo does: the one that runs this, or another beside it on the machine. */
final class NewerJava {
    private NewerJava() {}

    /** The program, of at least that version; empty if there is none where Java usually is. */
    static Optional<Path> find(int version) throws IOException {
        Path own = Path.of(System.getProperty("java.home"));
        try (Stream<Path> beside = Files.list(own.getParent())) {
            return Stream.concat(Stream.of(own), beside.sorted())
                    .filter(home -> version(home) >= version)
                    .map(home -> home.resolve("bin").resolve("java"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    /** As the file {@code release} of every JDK tells it; 0 if that is none. */
    private static int version(Path home) {
        Path release = home.resolve("release");
        if (!Files.isReadable(release)) {
            return 0;
        }
        Properties told = new Properties();
        try (var in = Files.newInputStream(release)) {
            told.load(in);
        } catch (IOException e) {
            return 0;
        }
        String version = told.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Integer.parseInt(version.split("\\D", 2)[0]);
    }
}
