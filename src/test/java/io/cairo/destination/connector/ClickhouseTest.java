package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.destination.HttpCall;
import jakarta.json.Json;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClickhouseTest {

    @Test
    void setsNothingThatAnOldServerLacksIfItIsToldTo() {
        assertThat(queries(Sample.named("clickhouse"), false))
                .hasSize(2)
                .allSatisfy(query ->
                        assertThat(query).doesNotContain("async_insert").doesNotContain("token"));
    }

    @Test
    void triesAllThatInsertsSetInTheConnectionTest() {
        assertThat(queries(Sample.named("clickhouse"), true))
                .hasSize(2)
                .allSatisfy(query -> assertThat(query).contains("async_insert=1"));
    }

    /** Of an insert and of the connection test. */
    private static <S extends Record> Stream<String> queries(Sample<S> sample, boolean gathers) {
        S settings = sample.settings(sample.changed(
                Json.createObjectBuilder().add("async_insert", gathers).build()));
        HttpCall insert = sample.connector()
                .requests(Sample.six(), settings, Sample.ATTEMPT)
                .get(0)
                .call();
        HttpCall test = sample.connector().probe(settings).orElseThrow();
        return Stream.of(insert, test).map(call -> call.uri().getQuery());
    }
}
