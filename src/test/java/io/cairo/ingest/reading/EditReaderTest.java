package io.cairo.ingest.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonMembers;
import io.cairo.base.Problem;
import io.cairo.message.Edit;
import io.cairo.message.Message;
import java.util.BitSet;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** To read only what an edit has changed gives the same as to read all of what it makes. */
class EditReaderTest {
    private static final int EVENTS = 6_000;
    private static final int EDITS = 4;
    private static final int MOST = 32_768;
    private static final byte[] NONE = {};
    private static final String FIRST =
            "{\"userId\":\"u\",\"event\":\"e\",\"before\":1,\"properties\":{\"a\":1},\"context\":{\"ip\":\"::1\"},\"after\":2}";

    private final MessageReader reader = Reading.reader();

    /** What came of it, to compare: the message, without and with its payload, or why there is none. */
    private record Read(
            @Nullable Message message,
            String payload,
            @Nullable String refused) {}

    @Test
    void anEditIsReadAsTheWholeIs() {
        RandomEdits edits = new RandomEdits(new Random(4711));
        int all = 0;
        int quick = 0;
        for (int i = 0; i < EVENTS; i++) {
            Message message = message(edits);
            for (int j = 0; message != null && j < EDITS; j++) {
                Edit edit = edits.edit(message);
                if (edit != null) {
                    assertIsReadAsTheWholeIs(message, edit);
                    all++;
                    quick += EditReader.read(message, edit, MOST) == null ? 0 : 1;
                }
            }
        }
        assertThat(quick).isGreaterThan(all / 10);
    }

    @Test
    void aStableMessageIsReadAsItIs() {
        RandomEdits edits = new RandomEdits(new Random(4712));
        for (int i = 0; i < EVENTS; i++) {
            Message message = message(edits);
            if (message != null && message.stable()) {
                assertThat(read(() -> reader.reread(message, message.messageId(), message.payload())))
                        .isEqualTo(read(() -> message));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "properties|{'properties':{'a':1.50,'b':[{}]}}",
                "properties,context|{'properties':{'a':1},'context':{'ip':'::2','page':{}}}",
                "properties|{}",
                "properties|{'properties':null}",
                "before,after|{'after':{},'before':[],'fresh':'\\\\/','traits':{}}",
                "userId,event,properties|{'properties':{'a':2},'userId':'u','event':'e'}"
            })
    void whatOnlyTravelsIsReadAlone(String given, String returned) {
        Message message = Reading.track(FIRST);
        Edit edit = edit(message, given, returned);

        assertThat(EditReader.read(message, edit, MOST)).isNotNull();
        assertIsReadAsTheWholeIs(message, edit);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "userId|{'userId':'v'}",
                "userId|{}",
                "event|{'event':'f'}",
                "type|{'type':'page'}",
                "timestamp|{'timestamp':'2026-01-01T00:00:00Z'}",
                "properties|{'groupId':'g'}",
                "properties|{'_sanitized':true}",
                "properties|{'properties':{'email':'a@b.example'}}",
                "properties|{'traits':{'email':'a@b.example'}}",
                "context|{'context':{'traits':{'email':'a@b.example'}}}",
                "context|{'context':{'externalIds':[{'type':'crm','id':'1'}]}}",
                "properties|{'properties':{'a':'\\u0000'}}",
                "properties|{'properties':{'a':1e400}}",
                "properties|{'properties':{'a':1,'a':2}}",
                "properties|{'properties':[]}",
                "properties|{'properties':{'a':01}}",
                "properties|{'properties':\uFEFF{}}"
            })
    void whatTellsCairoAnythingOrIsWrongHasTheWholeRead(String given, String returned) {
        Message message = Reading.track(FIRST);
        Edit edit = edit(message, given, returned);

        assertThat(EditReader.read(message, edit, MOST)).isNull();
        assertIsReadAsTheWholeIs(message, edit);
    }

    @Test
    void anEmailThatWasThereHasTheWholeRead() {
        Message message =
                Reading.track("{\"userId\":\"u\",\"event\":\"e\",\"properties\":{\"email\":\"a@b.example\"}}");
        Edit edit = edit(message, "properties", "{'properties':{}}");

        assertThat(reader.reread(message, edit).email()).isNull();
    }

    @Test
    void aMessageOfWhichNothingIsKnownIsReadAsAWhole() {
        Message message = Reading.track(FIRST);
        Message other = message.with(message.payload());

        assertThat(EditReader.read(other, edit(other, "properties", "{'properties':{}}"), MOST))
                .isNull();
    }

    private static Edit edit(Message message, String given, String returned) {
        JsonMembers before = Objects.requireNonNull(JsonMembers.of(message.payload()));
        BitSet known = new BitSet();
        for (int member = 0; member < before.count(); member++) {
            known.set(member, ("," + given + ",").contains("," + before.name(member) + ","));
        }
        byte[] json = returned.replace('\'', '"').getBytes(UTF_8);
        return Edit.of(before, known, Objects.requireNonNull(JsonMembers.of(json)));
    }

    private @Nullable Message message(RandomEdits edits) {
        try {
            return edits.isInBatch() ? Reading.inBatch(edits.batch()) : Reading.track(edits.event());
        } catch (BadEvent | Problem e) {
            return null;
        }
    }

    private void assertIsReadAsTheWholeIs(Message message, Edit edit) {
        Read whole = read(() -> reader.reread(message, message.messageId(), edit.json()));

        assertThat(read(() -> reader.reread(message, edit)))
                .as("%s, edited to %s", text(message.payload()), text(edit.json()))
                .isEqualTo(whole);
    }

    private static Read read(Supplier<Message> reading) {
        try {
            Message message = reading.get();
            return new Read(message.with(NONE, message.stable()), text(message.payload()), null);
        } catch (Problem e) {
            return new Read(null, "", e.code() + e.sentence());
        }
    }

    private static String text(byte[] json) {
        return new String(json, UTF_8);
    }
}
