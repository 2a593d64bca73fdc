package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A ClickHouse of this machine, in a process of its own and with all its files in one folder. It knows two users. */
final class ClickhouseServer implements AutoCloseable {
    static final String USER = "cairo";
    static final String PASSWORD = "clickhouse-password-1";

    /** Has the same password, and may only read. */
    static final String READER = "reader";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServerProcess process;
    private final URI url;
    private final HttpClient client = HttpClient.newHttpClient();

    private ClickhouseServer(ServerProcess process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** The program, if this machine has it; where Debian installs it is not on everybody's path. */
    static Optional<Path> program() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, "clickhouse-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static ClickhouseServer start(Path program, Path folder) throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        Files.writeString(folder.resolve("users.xml"), users());
        Path config = Files.writeString(folder.resolve("config.xml"), config(folder, port));
        List<String> command = List.of(program.toString(), "--config-file=" + config);
        return new ClickhouseServer(
                ServerProcess.started(command, "clickhouse", port, PATIENCE), URI.create("http://127.0.0.1:" + port));
    }

    private static String config(Path folder, int port) {
        return """
                <yandex>
                    <logger><level>warning</level><console>1</console></logger>
                    <listen_host>127.0.0.1</listen_host>
                    <http_port>%d</http_port>
                    <path>%2$s/data/</path>
                    <tmp_path>%2$s/tmp/</tmp_path>
                    <users_config>%2$s/users.xml</users_config>
                    <default_profile>default</default_profile>
                    <default_database>default</default_database>
                    <mark_cache_size>5242880</mark_cache_size>
                </yandex>
                """.formatted(port, folder);
    }

    private static String users() {
        return """
                <yandex>
                    <profiles>
                        <default>
                            <max_memory_usage>200000000</max_memory_usage>
                            <background_pool_size>2</background_pool_size>
                        </default>
                        <reader><readonly>1</readonly></reader>
                    </profiles>
                    <users>%s%s</users>
                    <quotas><default/></quotas>
                </yandex>
                """.formatted(user(USER, "default"), user(READER, "reader"));
    }

    private static String user(String name, String profile) {
        return "<%1$s><password>%2$s</password><networks><ip>127.0.0.1</ip></networks><profile>%3$s</profile><quota>default</quota></%1$s>"
                .formatted(name, PASSWORD, profile);
    }

    String url() {
        return url.toString();
    }

    /** What it answers to a statement, without the last end of a line. */
    String ask(String sql) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("X-ClickHouse-User", USER)
                .header("X-ClickHouse-Key", PASSWORD)
                .POST(HttpRequest.BodyPublishers.ofString(sql))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().stripTrailing();
    }

    @Override
    public void close() {
        process.close();
    }
}
