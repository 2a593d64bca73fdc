package io.cairo.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.Problem;
import io.cairo.message.Message;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans of every format become rules, and what is no plan is refused with its place and reason. */
class RecognisedTest {
    private static final String ORDER = """
            {'$schema':'http://json-schema.org/draft-07/schema#','type':'object','labels':{},'properties':{'context':{},
             'traits':{},'properties':{'type':'object','properties':{'revenue':{'type':['number']}},'required':['revenue']}}}""";

    @Test
    void readsSegmentsPublicApi() {
        Recognised read = read("""
                {'name':'shop','type':'LIVE','rules':[
                 {'type':'TRACK','key':'Order Completed','version':2,'jsonSchema':%s},
                 {'type':'COMMON','key':null,'version':1,'jsonSchema':{'required':['userId']}},
                 {'type':'IDENTIFY','key':null,'version':1,'jsonSchema':{'properties':{'traits':{'required':['email']}}}}]}""".formatted(ORDER));

        assertThat(read.format()).isEqualTo("segment_public_api");
        assertThat(read.rules()).extracting(Rule::type).containsExactly("track", "common", "identify");
        assertThat(read.rules().get(0).version()).isEqualTo(2);
        assertThat(missing(read, "Order Completed")).containsExactly("properties.revenue");
    }

    @Test
    void readsTerraformsTextsOfSchemas() {
        Recognised read =
                read("{'rules':[{'type':'TRACK','key':'A','json_schema':'{\\'required\\':[\\'anonymousId\\']}'}]}"
                        .replace("\\'", "\\\""));

        assertThat(missing(read, "A")).containsExactly("anonymousId");
    }

    @Test
    void readsSegmentsConfigApi() {
        Recognised read = read("""
                {'name':'rs_1','display_name':'Shop','rules':{'global':{'required':['anonymousId']},
                 'events':[{'name':'Order Completed','version':1,'rules':%s}],
                 'identify':{'properties':{'traits':{'required':['email']}}},'group':{}}}""".formatted(ORDER));

        assertThat(read.format()).isEqualTo("segment_config_api");
        assertThat(read.rules()).extracting(Rule::type).containsExactly("track", "identify", "common");
        assertThat(missing(read, "Order Completed")).containsExactly("properties.revenue", "anonymousId");
    }

    @Test
    void readsBothOfRudderStacks() {
        Recognised old = read("""
                {'name':'tp','version':'3','rules':{'events':[{'id':'ev','name':'Order Completed','version':'2-0-0','rules':%s}]}}""".formatted(ORDER.replaceFirst("\\{", "{'version':'1-0-0',")));
        Recognised recent = read("""
                {'name':'tp','version':3,'events':[{'id':'ev','name':'Order Completed','eventType':'track','rules':{'schema':%s}},
                 {'id':'e2','name':'','eventType':'identify','rules':%s}]}""".formatted(ORDER, ORDER));

        assertThat(old.format()).isEqualTo("rudderstack");
        assertThat(old.rules().get(0).version()).isEqualTo(2);
        assertThat(missing(old, "Order Completed")).containsExactly("properties.revenue");
        assertThat(recent.format()).isEqualTo("rudderstack_events");
        assertThat(recent.rules()).extracting(Rule::type).containsExactly("track", "identify");
        assertThat(missing(recent, "Order Completed")).containsExactly("properties.revenue");
    }

    @Test
    void readsSchemasOfPropertiesByEventName() {
        Recognised read = read(
                "{'events':{'Order Completed':{'properties':{'required':['revenue'],'properties':{'revenue':{'type':'integer'}}}}}}");

        assertThat(read.format()).isEqualTo("cairo_events");
        assertThat(missing(read, "Order Completed")).containsExactly("properties.revenue");
    }

    @Test
    void takesPlainJsonSchemaForEveryEvent() {
        Recognised read = read("{'type':'object','required':['anonymousId']}");

        assertThat(read.format()).isEqualTo("json_schema");
        assertThat(missing(read, "Whatever")).containsExactly("anonymousId");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'strin'}|schema.type|is not as JSON Schema",
                "{'required':true}|schema.required|is not as JSON Schema",
                "{'$schema':'http://example.com/mine'}|schema.$schema|is no draft that is known",
                "{'properties':{'a':{'$ref':'http://example.com/a.json'}}}|schema.properties.a.$ref|nothing is loaded",
                "{'properties':{'a':{'$ref':'#/$defs/none'}}}|schema.properties.a.$ref|does not have",
                "{'properties':{'a':{'pattern':'(?=x)'}}}|schema.properties.a.pattern|linear time",
                "{'properties':{'a':{'pattern':'(a{100}){100}'}}}|schema.properties.a.pattern|repeats too much",
                "{'patternProperties':{'(a)\\\\1':{}}}|schema.patternProperties|linear time",
                "{'$ref':'#'}|schema|refers to itself",
                "{'allOf':[{'$ref':'#/$defs/a'}],'$defs':{'a':{'$ref':'#/$defs/b'},'b':{'$ref':'#/$defs/a'}}}|schema|refers to itself",
                "{'rules':[]}|schema|has no rules",
                "{'rules':[{'type':'TRACK','key':'A'}]}|schema.rules[0].jsonSchema|is missing",
                "{'rules':[{'type':'BUY','key':'A','jsonSchema':{}}]}|schema.rules[0].jsonSchema|type that does not exist",
                "{'rules':[{'type':'TRACK','jsonSchema':{}}]}|schema.rules[0].jsonSchema|needs the event's name",
                "{'events':{'A':7}}|schema.events.A|must be an object",
            })
    void saysWhereAndWhyASchemaIsRefused(String schema, String place, String reason) {
        assertThatThrownBy(() -> read(schema))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith(place + ": ")
                .hasMessageContaining(reason);
    }

    @Test
    void refusesThreeThousandRulesAndTakesTwoThousand() {
        assertThatThrownBy(() -> read(rules(3_000)))
                .hasMessage(
                        "schema: has 3000 rules, at most 2000 are allowed; split it into several plans, which all count");
        assertThat(read(rules(2_000)).rules()).hasSize(2_000);
    }

    @Test
    void refusesWhatIsTooDeepOrTooLarge() {
        assertThatThrownBy(() -> read("{'not':".repeat(40) + "{}" + "}".repeat(40)))
                .hasMessageContaining("nests deeper");
        assertThatThrownBy(() -> read("{'description':'" + "x".repeat(70_000) + "'}"))
                .hasMessageContaining("65536");
    }

    private static String rules(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'type':'TRACK','key':'E%d','jsonSchema':{'required':['userId']}}".formatted(i))
                .collect(Collectors.joining(",", "{'rules':[", "]}"));
    }

    private static List<String> missing(Recognised read, String event) {
        Message message = Plantings.track(event, "m", "{}");
        return new PlanRules(Rule.fromJson(Rule.toJson(read.rules())))
                .check(message, Plantings.json("{'userId':'u','properties':{}}")).stream()
                        .filter(finding -> finding.kind() == Finding.Kind.MISSING_FIELD)
                        .map(Finding::field)
                        .toList();
    }

    private static Recognised read(String schema) {
        return Recognised.of(Plantings.json(schema));
    }
}
