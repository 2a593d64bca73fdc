package io.cairo.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** Looks at the server with Flight Recorder and at the database with its own statistics while a round runs. */
final class Watch {
    private final BenchDatabase database;
    private final long server;
    private final Path folder;
    private Waits waits;
    private String part = "";

    Watch(BenchDatabase database, ProcessHandle server, Path folder) throws SQLException {
        this.database = database;
        this.server = server.pid();
        this.folder = folder;
        this.waits = new Waits(database);
    }

    /** What the next rounds are called. */
    void part(String name) {
        part = name;
    }

    void start() throws IOException, SQLException, InterruptedException {
        jcmd("JFR.start", "name=bench", "settings=profile", "jdk.ExecutionSample#period=2ms");
        waits = new Waits(database);
        waits.start();
    }

    /** Ends the recording and prints what it says. */
    void stop() throws IOException, SQLException, InterruptedException {
        waits.stop();
        Path recording = folder.resolve(part + ".jfr");
        Files.deleteIfExists(recording);
        jcmd("JFR.stop", "name=bench", "filename=" + recording);
        System.out.println("==== " + part + ": the server (" + recording + ")");
        Recording.of(recording).print(System.out);
        System.out.println("==== " + part + ": the database");
        waits.print(System.out);
        System.out.flush();
    }

    private void jcmd(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 2];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        command[1] = Long.toString(server);
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("jcmd failed: " + said);
        }
    }
}
