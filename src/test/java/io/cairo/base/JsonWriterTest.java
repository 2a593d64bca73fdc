package io.cairo.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    @Test
    void whatWasWrittenBeforeIsNotInWhatIsWrittenNext() {
        byte[] before = text("a".repeat(5_000));

        assertThat(text("b")).asString().isEqualTo("\"b\"");
        assertThat(before).asString().isEqualTo("\"" + "a".repeat(5_000) + "\"");
    }

    @Test
    void twoThatWriteAtTheSameTimeDoNotMix() {
        JsonWriter one = new JsonWriter(10);
        JsonWriter other = new JsonWriter(10);
        one.startArray();
        other.startArray();
        one.text("one");
        other.text("other");
        one.endArray();
        byte[] first = one.written();
        JsonWriter third = new JsonWriter(10);
        third.text("third");
        other.endArray();

        assertThat(other.written()).asString().isEqualTo("[\"other\"]");
        assertThat(third.written()).asString().isEqualTo("\"third\"");
        assertThat(first).asString().isEqualTo("[\"one\"]");
    }

    @Test
    void itEndsWithWhatItHasWritten() {
        JsonWriter writer = new JsonWriter(10);
        writer.text("written");
        byte[] written = writer.written();

        writer.text("after it");

        assertThat(written).asString(StandardCharsets.UTF_8).isEqualTo("\"written\"");
        assertThat(writer.written()).asString().isEqualTo("\"after it\"");
    }

    private static byte[] text(String text) {
        JsonWriter writer = new JsonWriter(10);
        writer.text(text);
        return writer.written();
    }
}
