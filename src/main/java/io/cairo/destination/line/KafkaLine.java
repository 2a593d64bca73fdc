package io.cairo.destination.line;

import io.cairo.base.JsonTree;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.egress.Line;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A producer of Kafka. A call has two lines for each record, of which the first tells key, time and headers. */
final class KafkaLine implements Line {
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private volatile boolean broken;

    KafkaLine(KafkaProducer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    @Override
    public HttpAnswer send(HttpCall call) throws InterruptedIOException {
        try {
            return call.method().equals("PROBE") ? looked() : Errors.answer(taken(call));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } catch (InterruptException e) {
            throw new InterruptedIOException();
        }
    }

    /** After one that cannot even be tried, the rest is not: each would wait as long. */
    private List<String> taken(HttpCall call) throws InterruptedException {
        String[] lines = new String(call.body(), StandardCharsets.UTF_8).split("\n", -1);
        List<Future<?>> sent = new ArrayList<>();
        Future<?> stopped = null;
        for (int i = 0; i + 1 < lines.length; i += 2) {
            Future<?> one = stopped == null ? tried(record(lines[i], lines[i + 1])) : stopped;
            sent.add(one);
            stopped = isHopeless(one) ? one : stopped;
        }
        List<String> errors = new ArrayList<>();
        for (Future<?> one : sent) {
            errors.add(error(one));
        }
        return errors;
    }

    private Future<?> tried(ProducerRecord<byte[], byte[]> entry) {
        try {
            return producer.send(entry);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** It has failed before it was on its way, and not because of what it is. */
    private boolean isHopeless(Future<?> one) throws InterruptedException {
        return one.isDone() && !error(one).isEmpty() && broken;
    }

    private ProducerRecord<byte[], byte[]> record(String about, String value) {
        JsonObject said = JsonTree.readObject(utf8(about));
        RecordHeaders headers = new RecordHeaders();
        said.getJsonObject("headers").forEach((name, text) -> headers.add(name, utf8(((JsonString) text).getString())));
        return new ProducerRecord<>(
                topic,
                null,
                said.getJsonNumber("timestamp").longValueExact(),
                utf8(said.getString("key")),
                utf8(value),
                headers);
    }

    private String error(Future<?> record) throws InterruptedException {
        try {
            record.get();
            return "";
        } catch (ExecutionException e) {
            return name(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Its name alone: what it says may repeat addresses. A producer that could not sign in, or lost its place, is not used again. */
    private String name(Throwable failure) {
        Throwable cause = failure.getCause() instanceof AuthenticationException known ? known : failure;
        if (!(cause instanceof RecordTooLargeException || cause instanceof InvalidTimestampException)) {
            broken = true;
        }
        return cause.getClass().getSimpleName();
    }

    private HttpAnswer looked() {
        try {
            producer.partitionsFor(topic);
            return new HttpAnswer(200, Map.of(), "");
        } catch (AuthenticationException | AuthorizationException e) {
            return new HttpAnswer(403, Map.of(), name(e));
        } catch (TimeoutException e) {
            broken = true;
            return new HttpAnswer(504, Map.of(), "no broker answered in time, or there is no such topic");
        } catch (KafkaException e) {
            return new HttpAnswer(500, Map.of(), name(e));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isOpen() {
        return !broken;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
