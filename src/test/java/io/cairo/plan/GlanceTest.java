package io.cairo.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a glance approves of, and that it never approves of what the checker finds something about. */
class GlanceTest {
    private static final int SCHEMAS = 2_000;
    private static final int EVENTS_OF_A_SCHEMA = 20;

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {}                                                     | {'a':[1,{'b':null}]}          | true
            {'type':'object'}                                      | []                            | false
            {'properties':{'a':true}}                              | {'a':1}                       | true
            {'properties':{'a':false}}                             | {'b':1}                       | true
            {'properties':{'a':false}}                             | {'a':1}                       | false
            {'properties':{'a':{'type':'integer'}}}                | {'a':12}                      | true
            {'properties':{'a':{'type':'integer'}}}                | {'a':1.5}                     | false
            {'properties':{'a':{'type':'integer'}}}                | {'a':1.0}                     | false
            {'properties':{'a':{'type':['number','null']}}}        | {'a':1.5}                     | true
            {'properties':{'a':{'type':['number','null']}}}        | {'a':null}                    | true
            {'properties':{'a':{'type':['number','null']}}}        | {'a':'x'}                     | false
            {'properties':{'a':{'type':'integer'}}}                | {'a':1,'a':'x'}               | false
            {'required':['a','b']}                                 | {'b':1,'a':2}                 | true
            {'required':['a','b']}                                 | {'b':1,'b':2}                 | false
            {'required':['a'],'additionalProperties':false}        | {'a':2}                       | false
            {'additionalProperties':{'type':'string'}}             | {'a':'x','b':'y'}             | true
            {'additionalProperties':{'type':'string'}}             | {'a':'x','b':1}               | false
            {'properties':{'a':{'enum':['x',3,true,null,1.5]}}}    | {'a':'x'}                     | true
            {'properties':{'a':{'enum':['x',3,true,null,1.5]}}}    | {'a':3}                       | true
            {'properties':{'a':{'enum':['x',3,true,null,1.5]}}}    | {'a':true}                    | true
            {'properties':{'a':{'enum':['x',3,true,null,1.5]}}}    | {'a':null}                    | true
            {'properties':{'a':{'enum':['x',3,true,null,1.5]}}}    | {'a':false}                   | false
            {'properties':{'a':{'enum':['x',3,true,null,1.5]}}}    | {'a':1.5}                     | false
            {'properties':{'a':{'enum':['x'],'const':'y'}}}        | {'a':'x'}                     | false
            {'properties':{'a':{'minimum':0,'maximum':9.5}}}       | {'a':0}                       | true
            {'properties':{'a':{'minimum':0,'maximum':9.5}}}       | {'a':9.25}                    | true
            {'properties':{'a':{'minimum':0,'maximum':9.5}}}       | {'a':9.51}                    | false
            {'properties':{'a':{'exclusiveMinimum':0}}}            | {'a':0}                       | false
            {'properties':{'a':{'exclusiveMinimum':0}}}            | {'a':1e-400}                  | false
            {'properties':{'a':{'minLength':2,'maxLength':2}}}     | {'a':'\uD83D\uDE00é'}         | true
            {'properties':{'a':{'minLength':2,'maxLength':2}}}     | {'a':'\uD83D\uDE00'}          | false
            {'properties':{'a':{'minItems':1,'maxItems':2}}}       | {'a':[[],{}]}                 | true
            {'properties':{'a':{'minItems':1,'maxItems':2}}}       | {'a':[]}                      | false
            {'properties':{'a':{'items':{'type':'string'}}}}       | {'a':['x','y']}               | true
            {'properties':{'a':{'items':{'type':'string'}}}}       | {'a':['x',1]}                 | false
            {}                                                     | {'a':1e400}                   | false
            {}                                                     | {'a':1                        | false
            {}                                                     | {'a':1} {}                    | false
            {}                                                     | ``                            | false
            """)
    void approvesOfWhatIsCertainlyRight(String schema, String event, boolean approved) {
        assertThat(glance(schema).orElseThrow().approves(bytes(event == null ? "" : event)))
                .isEqualTo(approved);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'pattern':'^a'}",
                "{'properties':{'a':{'$ref':'#/properties/b'}}}",
                "{'not':{}}",
                "{'items':[{'type':'string'}]}",
                "{'minimum':1,'exclusiveMinimum':true}",
                "{'minLength':1.5}",
                "{'type':'date'}",
                "{'required':true}",
                "{'properties':{'a\uFFFD':{'type':'string'}}}"
            })
    void isNotForSchemasThatTakeMore(String schema) {
        assertThat(glance(schema)).isEmpty();
    }

    @Test
    void doesNotApproveOfWhatNestsTooDeepForATree() {
        Glance glance = glance("{'title':'anything'}").orElseThrow();

        assertThat(glance.approves(bytes("{'a':".repeat(JsonTree.DEPTH - 1) + "[]" + "}".repeat(JsonTree.DEPTH - 1))))
                .isTrue();
        assertThat(glance.approves(bytes("{'a':".repeat(JsonTree.DEPTH) + "[]" + "}".repeat(JsonTree.DEPTH))))
                .isFalse();
    }

    /** Small schemas and events from the same few words, in every draft, now and then with a byte that is wrong. */
    @Test
    void neverApprovesOfWhatTheCheckerFindsSomethingAbout() {
        Random random = new Random(20_260_304);
        int approved = 0;
        for (int i = 0; i < SCHEMAS; i++) {
            JsonObject schema = Plantings.json(new Scribble(random).schema(Drafts.ALL.get(i % Drafts.ALL.size())));
            Optional<Glance> glance = Glance.of(schema);
            Checker checker = new Checker(schema);
            for (int j = 0; j < EVENTS_OF_A_SCHEMA && glance.isPresent(); j++) {
                byte[] event = new Scribble(random).event();
                if (glance.get().approves(event)) {
                    approved++;
                    assertThat(isRight(checker, event))
                            .as("%s about %s", schema, new String(event, StandardCharsets.UTF_8))
                            .isTrue();
                }
            }
        }
        assertThat(approved).isGreaterThan(SCHEMAS);
    }

    private static boolean isRight(Checker checker, byte[] event) {
        try {
            return checker.check(JsonTree.readObject(event)).isEmpty();
        } catch (Problem e) {
            return false;
        }
    }

    private static Optional<Glance> glance(String schema) {
        return Glance.of(Plantings.json(schema));
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    /** Makes up schemas and events, with ' for ". */
    private record Scribble(Random random) {
        private static final String[] NAMES = {"a", "b", "c", "\\u0000", "\uFFFD"};
        private static final String[] TYPES = {
            "object", "array", "string", "integer", "number", "boolean", "null",
        };
        private static final String[] SCALARS = {
            "0",
            "1",
            "-1",
            "-0.0",
            "1.0",
            "1.5",
            "0.1",
            "0.10000000000000001",
            "1e-400",
            "2e1",
            "1e400",
            "100000000000000000000",
            "9007199254740993",
            "9007199254740992",
            "''",
            "'x'",
            "'xy'",
            "'\uD83D\uDE00'",
            "'\\ud83d'",
            "'\\u0000'",
            "'\uFFFD'",
            "true",
            "false",
            "null",
        };

        private static final String[] BOUNDS = {"0", "1", "1.5", "0.1", "-0.5", "2e1", "9007199254740992", "1e-300"};

        String schema(String draft) {
            String members = "'properties':{'a':%s,'b':%s}".formatted(inner(3), inner(3));
            return "{'$schema':'" + draft + "'," + members + "," + keywords(3).substring(1);
        }

        byte[] event() {
            byte[] event = object(3).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(8) == 0) {
                event[random.nextInt(event.length)] = (byte) random.nextInt(256);
            }
            return event;
        }

        private String keywords(int levels) {
            StringBuilder keywords = new StringBuilder("{'description':''");
            for (int i = random.nextInt(4); i > 0; i--) {
                keywords.append(',').append(keyword(levels));
            }
            return keywords.append('}').toString();
        }

        private String keyword(int levels) {
            return switch (random.nextInt(levels == 0 ? 11 : 16)) {
                case 0 -> "'type':'" + one(TYPES) + "'";
                case 1 -> "'type':['" + one(TYPES) + "','" + one(TYPES) + "']";
                case 2 -> "'enum':[" + finite() + ",{'a':" + finite() + "}]";
                case 3 -> "'const':" + finite();
                case 4 -> "'minimum':" + bound();
                case 5 -> "'maximum':" + bound();
                case 6 -> "'exclusiveMinimum':" + bound();
                case 7 -> "'exclusiveMaximum':" + bound();
                case 8 -> "'minLength':" + random.nextInt(3);
                case 9 -> "'maxLength':" + random.nextInt(3);
                case 10 -> "'format':'email'";
                case 11 -> "'minItems':" + random.nextInt(3) + ",'maxItems':" + (1 + random.nextInt(3));
                case 12 -> "'items':" + inner(levels);
                case 13 -> "'additionalProperties':" + inner(levels);
                case 14 -> "'required':['" + one(NAMES) + "']";
                default -> "'properties':{'" + one(NAMES) + "':" + inner(levels) + ",'b':" + inner(levels) + "}";
            };
        }

        private String inner(int levels) {
            return switch (random.nextInt(8)) {
                case 0 -> "true";
                case 1 -> "{}";
                case 2 -> "false";
                default -> keywords(levels - 1);
            };
        }

        private String bound() {
            return one(BOUNDS);
        }

        private String finite() {
            return one(SCALARS).replace("1e400", "1");
        }

        private String value(int levels) {
            return switch (levels == 0 ? 0 : random.nextInt(6)) {
                case 1 -> object(levels - 1);
                case 2 -> "[" + value(levels - 1) + "," + value(0) + "]";
                default -> one(SCALARS);
            };
        }

        private String object(int levels) {
            StringBuilder object = new StringBuilder("{'d':0");
            for (int i = random.nextInt(4); i > 0; i--) {
                object.append(",'").append(one(NAMES)).append("':").append(value(levels));
            }
            return object.append('}').toString();
        }

        private String one(String[] words) {
            return words[random.nextInt(words.length)];
        }
    }
}
