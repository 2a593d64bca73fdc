package io.cairo.base;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading JSON and writing it again: by Jackson, which is the measure, or by cursor and writer.
 *
 * @param tokens each with all that can be asked about it
 * @param copy empty if the text was refused
 * @param refusal what the sender is told; null if it was taken
 * @param reason Jackson's own words, if it was Jackson that refused
 */
record Transcript(
        List<String> tokens, String copy, @Nullable String refusal, String reason) {
    private static final int WHOLE = 18;
    private static final JsonFactory WITHOUT_LIMITS = JsonFactory.builder()
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    boolean isRefused() {
        return refusal != null;
    }

    static Transcript ofJackson(byte[] bytes, boolean uniqueKeys) {
        List<String> tokens = new ArrayList<>();
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        try (JsonParser from = StrictJson.parser(bytes, 0, bytes.length);
                JsonGenerator to = WITHOUT_LIMITS.createGenerator(copy)) {
            from.configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, uniqueKeys);
            for (JsonToken token = from.nextToken(); token != null; token = from.nextToken()) {
                only(token, from.getParsingContext().getNestingDepth(), tokens);
                tokens.add(told(token, from));
                copy(token, from, to);
            }
        } catch (IOException e) {
            return new Transcript(tokens, "", StrictJson.problem(e).sentence(), String.valueOf(e.getMessage()));
        } catch (Problem e) {
            return new Transcript(tokens, "", e.sentence(), e.sentence());
        }
        return new Transcript(tokens, copy.toString(StandardCharsets.UTF_8), null, "");
    }

    static Transcript ofCursor(byte[] bytes, boolean uniqueKeys) {
        List<String> tokens = new ArrayList<>();
        JsonCursor from =
                uniqueKeys ? JsonCursor.ofUniqueKeys(bytes, 0, bytes.length) : new JsonCursor(bytes, 0, bytes.length);
        JsonWriter to = new JsonWriter(0);
        try {
            for (JsonToken token = from.next(); token != null; token = from.next()) {
                only(token, from.depth(), tokens);
                tokens.add(told(token, from));
                copy(token, from, to);
            }
        } catch (Problem e) {
            return new Transcript(tokens, "", e.sentence(), "");
        } catch (RepeatedKey e) {
            return new Transcript(tokens, "", String.valueOf(e.getMessage()), "");
        }
        return new Transcript(tokens, new String(to.written(), StandardCharsets.UTF_8), null, "");
    }

    /** Both would read one value after another. */
    private static void only(JsonToken token, int depth, List<String> before) {
        boolean outermost = depth == (token.isStructStart() ? 1 : 0) && !token.isStructEnd();
        if (outermost && !before.isEmpty()) {
            throw new Problem(Problem.Code.INVALID_JSON, "more follows");
        }
    }

    private static String told(JsonToken token, JsonParser from) throws IOException {
        long start = from.currentTokenLocation().getByteOffset();
        String at = token + " from " + start + " in " + from.getParsingContext().getNestingDepth();
        return switch (token) {
            case FIELD_NAME -> at + " " + from.currentName();
            case VALUE_STRING -> {
                String text = from.getText();
                yield at + " " + text + " of " + text.codePointCount(0, text.length());
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                boolean whole = token == JsonToken.VALUE_NUMBER_INT && from.getTextLength() <= WHOLE;
                yield at + " " + from.getText() + " " + (whole ? from.getLongValue() : from.getDoubleValue());
            }
            case START_OBJECT, START_ARRAY, END_OBJECT, END_ARRAY ->
                at + " to " + from.currentLocation().getByteOffset();
            default -> at + " " + from.getText();
        };
    }

    private static String told(JsonToken token, JsonCursor from) {
        String at = token + " from " + from.start() + " in " + from.depth();
        return switch (token) {
            case FIELD_NAME -> at + " " + from.name();
            case VALUE_STRING -> at + " " + from.text() + " of " + from.codePoints();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                boolean whole = token == JsonToken.VALUE_NUMBER_INT && from.length() <= WHOLE;
                yield at + " " + from.text() + " " + (whole ? from.whole() : from.number());
            }
            case START_OBJECT, START_ARRAY, END_OBJECT, END_ARRAY -> at + " to " + from.end();
            default -> at + " " + from.text();
        };
    }

    private static void copy(JsonToken token, JsonParser from, JsonGenerator to) throws IOException {
        if (token.isNumeric()) {
            to.writeNumber(from.getText());
        } else {
            to.copyCurrentEvent(from);
        }
    }

    private static void copy(JsonToken token, JsonCursor from, JsonWriter to) {
        switch (token) {
            case START_OBJECT -> to.startObject();
            case END_OBJECT -> to.endObject();
            case START_ARRAY -> to.startArray();
            case END_ARRAY -> to.endArray();
            case FIELD_NAME -> {
                if (from.isPlain()) {
                    to.name(from);
                } else {
                    to.name(from.name());
                }
            }
            default -> {
                if (token == JsonToken.VALUE_STRING && !from.isPlain()) {
                    to.text(from.text());
                } else {
                    to.scalar(from);
                }
            }
        }
    }
}
