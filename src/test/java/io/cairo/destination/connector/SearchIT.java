package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import io.cairo.destination.Connector;
import io.cairo.destination.Outcome.Kind;
import io.cairo.destination.Parcel;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against a real OpenSearch, which needs Java 21; Elasticsearch has the same bulk API. */
@Against(
        types = {"opensearch", "elasticsearch"},
        server = "OpenSearch 3.8.0")
class SearchIT {
    /** The only one that this OpenSearch takes: its runner counts up from 9200. */
    private static final int PORT = 9201;

    @TempDir
    static Path folder;

    private static @Nullable ServerProcess server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Optional<Path> java = NewerJava.find(21);
        Assumptions.assumeTrue(java.isPresent(), "no Java 21 or newer is on this machine");
        server = ServerProcess.java(
                java.get(),
                "opensearch",
                PORT,
                List.of("-Xmx600m"),
                "org.codelibs.opensearch.runner.OpenSearchRunner",
                "-basePath",
                folder.resolve("search").toString(),
                "-numOfNode",
                "1",
                "-clusterName",
                "cairo");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    static Stream<Connector<?>> connectors() {
        return Stream.of(new Opensearch(), new Elasticsearch());
    }

    private static JsonObjectBuilder config(String index) {
        return Json.createObjectBuilder()
                .add("url", "http://127.0.0.1:" + PORT)
                .add("username", "cairo")
                .add("password", "any")
                .add("index", index);
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void makesOneDocumentOfEachEvent(Connector<?> connector) throws Exception {
        String index = "once-" + connector.type();
        try (Sending<?> sending = new Sending<>(connector, config(index).build())) {
            assertThat(sending.probe()).isEqualTo(200);
            assertThat(sending.send(Sample.six())).hasSize(6).containsOnly(Kind.OK);
            assertThat(sending.send(Sample.six())).hasSize(6).containsOnly(Kind.OK);

            assertThat(count(index)).isEqualTo(6);
            assertThat(sending.forget("u-100")).isEqualTo(200);
            assertThat(count(index)).isZero();
        }
    }

    @Test
    void aDocumentThatDoesNotFitIsStoredWithItsFieldsAsOneText() throws Exception {
        try (Sending<?> sending = new Sending<>(new Opensearch(), config("odd").build())) {
            assertThat(sending.send(List.of(Sample.event("page", "m-1"), odd("a text"))))
                    .containsOnly(Kind.OK);
            assertThat(sending.send(List.of(Sample.event("page", "m-2"), odd("an object"))))
                    .containsOnly(Kind.OK);
        }
        assertThat(count("odd")).isEqualTo(4);
        assertThat(ask("GET", "/odd/_doc/m-an-object").getJsonObject("_source").getString("raw"))
                .contains("{\"order_id\":{\"is\":\"an object\"}}");
    }

    /** What is a text in one document is an object in another. */
    private static Parcel odd(String kind) {
        JsonObjectBuilder properties = Json.createObjectBuilder();
        if (kind.equals("a text")) {
            properties.add("order_id", kind);
        } else {
            properties.add("order_id", Json.createObjectBuilder().add("is", kind));
        }
        String id = "m-" + kind.replace(' ', '-');
        JsonObject event = JsonTree.readObject(Sample.event("track", id).payload());
        return Sample.parcel(
                id,
                Json.createObjectBuilder(event).add("properties", properties).build());
    }

    private static int count(String index) throws IOException, InterruptedException {
        ask("POST", "/" + index + "/_refresh");
        return ask("GET", "/" + index + "/_count").getInt("count");
    }

    private static JsonObject ask(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        String body = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return JsonTree.readObject(body.getBytes(StandardCharsets.UTF_8));
    }
}
