package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.destination.Outcome.Kind;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against S3Proxy, which speaks as S3 does over a folder, and checks signatures. */
@Against(types = "s3", server = "S3Proxy 4.1.0, which checks signatures")
class S3IT {
    @TempDir
    static Path folder;

    private static ServerProcess proxy;
    private static int port;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        port = ServerProcess.freePort();
        Path store = Files.createDirectories(folder.resolve("store"));
        Files.createDirectories(store.resolve("cairo-lake"));
        Path properties = folder.resolve("s3proxy.properties");
        Files.writeString(properties, """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=cairo
                s3proxy.credential=right
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(port, store.toString().replace('\\', '/')));
        proxy = ServerProcess.java(
                "s3proxy", port, List.of("-Xmx256m"), "org.gaul.s3proxy.Main", "--properties", properties.toString());
    }

    @AfterAll
    static void stop() {
        proxy.close();
    }

    private static JsonObjectBuilder config(String prefix) {
        return Json.createObjectBuilder()
                .add("bucket", "cairo-lake")
                .add("prefix", prefix)
                .add("endpoint", "http://127.0.0.1:" + port)
                .add("access_key_id", "cairo")
                .add("secret_access_key", "right");
    }

    private static Sending<S3.Settings> sending(JsonObjectBuilder config) {
        return new Sending<>(new S3(), config.build());
    }

    private static List<Path> objects(String prefix) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("store/cairo-lake").resolve(prefix))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void writesABatchOnceUnderItsHour() throws IOException {
        try (Sending<?> sending = sending(config("once"))) {
            assertThat(sending.probe()).isEqualTo(200);
            assertThat(sending.send(Sample.six())).hasSize(6).containsOnly(Kind.OK);
            assertThat(sending.send(Sample.six())).hasSize(6).containsOnly(Kind.OK);
        }

        List<Path> objects = objects("once");
        assertThat(objects).hasSize(1);
        assertThat(objects.get(0).toString().replace('\\', '/'))
                .containsPattern("once/dt=2026-01-31/hr=11/[0-9a-f]{32}\\.ndjson\\.gz$");
        try (GZIPInputStream lines =
                new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(objects.get(0))))) {
            assertThat(new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .hasSize(6)
                    .anyMatch(line -> line.contains("\"Order Completed\""));
        }
    }

    @Test
    void writesOverWhereItIsToldTo() throws IOException {
        try (Sending<?> sending = sending(config("over=1").add("overwrite", true))) {
            assertThat(sending.send(Sample.six())).containsOnly(Kind.OK);
            assertThat(sending.send(Sample.six())).containsOnly(Kind.OK);
        }
        assertThat(objects("over=1")).hasSize(1);
    }

    @Test
    void keepsEventsWhenTheSettingsAreWrong() throws IOException {
        try (Sending<?> stranger = sending(config("x").add("secret_access_key", "wrong"));
                Sending<?> absent = sending(config("x").add("bucket", "nowhere"))) {
            assertThat(stranger.send(Sample.six())).containsOnly(Kind.AUTH);
            assertThat(stranger.probe()).isEqualTo(403);
            assertThat(absent.send(Sample.six())).containsOnly(Kind.AUTH);
            assertThat(absent.probe()).isEqualTo(404);
        }
    }
}
