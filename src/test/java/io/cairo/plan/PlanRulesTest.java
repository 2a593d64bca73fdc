package io.cairo.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.message.Message;
import io.cairo.plan.Finding.Kind;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is found about an event, in which words, and what is not even tried. */
class PlanRulesTest {
    @Test
    void saysWhatIsWrongWithoutTellingAnyValue() {
        PlanRules rules = rules("""
                {'rules':[{'type':'track','key':'E','jsonSchema':{'properties':{'properties':{
                  'required':['a','b'],'additionalProperties':false,'properties':{
                    'a':{'type':'number','minimum':3},'e':{'enum':['x']},'p':{'pattern':'^x$'},
                    'l':{'items':{'type':'string'}},'n':{'anyOf':[{'type':'string'},{'required':['q']}]}}}}}}]}""");
        JsonObject event =
                Plantings.json("{'properties':{'a':1,'e':'secret','p':'secret','l':['x',3,4],'n':{},'zz':'secret'}}");

        List<Finding> found = rules.check(Plantings.track("E", "m", "{}"), event);

        assertThat(found)
                .extracting(finding -> finding.kind() + " " + finding.field() + ": " + finding.message())
                .containsExactlyInAnyOrder(
                        "MISSING_FIELD properties.b: properties.b is required",
                        "INVALID_VALUE properties.a: properties.a does not satisfy minimum",
                        "INVALID_VALUE properties.e: properties.e does not satisfy enum",
                        "INVALID_VALUE properties.p: properties.p does not satisfy pattern",
                        "WRONG_TYPE properties.l.*: properties.l.* must be string, got number",
                        "INVALID_VALUE properties.n: properties.n does not satisfy anyOf",
                        "UNKNOWN_PROPERTY properties.zz: properties.zz is not allowed");
    }

    @Test
    void knowsPropertiesThatPatternsName() {
        PlanRules rules = rules("""
                {'properties':{'properties':{'patternProperties':{'^x_':{'type':'string'}},'additionalProperties':false}}}""");

        assertThat(check(rules, "{'x_a':'1'}")).isEmpty();
        assertThat(check(rules, "{'x_a':1,'x_b':'1','y':1}"))
                .extracting(Finding::kind)
                .containsExactlyInAnyOrder(Kind.WRONG_TYPE, Kind.UNKNOWN_PROPERTY);
    }

    @Test
    void takesTheRuleOfTheVersionThatTheEventNames() {
        PlanRules rules = rules("""
                {'rules':[{'type':'track','key':'E','version':2,'jsonSchema':{'required':['two']}},
                          {'type':'track','key':'E','version':1,'jsonSchema':{'required':['one']}}]}""");

        assertThat(fields(rules, "{'context':{'protocols':{'event_version':2}}}"))
                .containsExactly("two");
        assertThat(fields(rules, "{'context':{'protocols':{'event_version':7}}}"))
                .containsExactly("one");
        assertThat(fields(rules, "{'context':{'protocols':{'event_version':'2'}}}"))
                .containsExactly("one");
        assertThat(fields(rules, "{}")).containsExactly("one");
    }

    @Test
    void planStandsForItsTypesAndNames() {
        PlanRules rules = rules("""
                {'rules':[{'type':'track','key':'E','jsonSchema':{}},{'type':'page','key':'Home','jsonSchema':{'required':['x']}},
                          {'type':'identify','jsonSchema':{'required':['y']}}]}""");

        assertThat(rules.plans(Plantings.track("E", "m", "{}"))).isTrue();
        assertThat(rules.plans(Plantings.track("F", "m", "{}"))).isFalse();
        assertThat(rules.check(Plantings.message(Message.Type.PAGE, "Home", "m", "'a':1"), Plantings.json("{}")))
                .hasSize(1);
        assertThat(rules.check(Plantings.message(Message.Type.PAGE, "Other", "m", "'a':1"), Plantings.json("{}")))
                .isEmpty();
        assertThat(rules.check(Plantings.message(Message.Type.IDENTIFY, null, "m", "'a':1"), Plantings.json("{}")))
                .hasSize(1);
    }

    @Test
    void tellsPropertiesThatNobodyPlanned() {
        String named =
                "{'rules':[{'type':'track','key':'E','jsonSchema':{'properties':{'properties':{'properties':{'a':{}}%s}}}}]}";

        assertThat(unplanned(named.formatted(""), "{'a':1,'b':2,'c':3}")).containsExactly("b", "c");
        assertThat(unplanned(named.formatted(",'allOf':[]").replace("[]", "[{}]"), "{'b':2}"))
                .isEmpty();
        assertThat(unplanned("{'rules':[{'type':'track','key':'F','jsonSchema':{}}]}", "{'b':2}"))
                .isEmpty();
    }

    @Test
    void givesUpWhereACheckTakesTooLong() {
        PlanRules wide = rules("""
                {'$defs':{'t':{'anyOf':[{'required':['x'],'properties':{'n':{'$ref':'#/$defs/t'}}},
                                        {'required':['y'],'properties':{'n':{'$ref':'#/$defs/t'}}}]}},
                 'properties':{'properties':{'$ref':'#/$defs/t'}}}""");
        String deep = "{'n':".repeat(40) + "{}" + "}".repeat(40);

        assertThat(check(wide, deep)).containsExactly(Finding.UNVERIFIABLE);
    }

    @Test
    void givesUpWhereAnEventLeadsASchemaInACircle() {
        PlanRules circle = new PlanRules(List.of(new Rule(
                Rule.COMMON,
                null,
                1,
                Plantings.json("{'properties':{'properties':{'$ref':'#/properties/properties'}}}"),
                "")));

        assertThat(check(circle, "{}")).containsExactly(Finding.UNVERIFIABLE);
    }

    @Test
    void readsDraft7AsDraft7() {
        PlanRules seven = rules("""
                {'$schema':'http://json-schema.org/draft-07/schema#','properties':{'properties':{'properties':{'l':{
                  'items':[{'type':'string'}]}}}}}""");

        assertThat(check(seven, "{'l':[1]}")).extracting(Finding::kind).containsExactly(Kind.WRONG_TYPE);
    }

    private static List<Finding> check(PlanRules rules, String properties) {
        Message message = Plantings.track("E", "m", properties);
        return rules.check(message, Plantings.json("{'properties':" + properties + "}"));
    }

    private static List<String> fields(PlanRules rules, String event) {
        return rules.check(Plantings.track("E", "m", "{}"), Plantings.json(event)).stream()
                .map(Finding::field)
                .toList();
    }

    private static Iterable<String> unplanned(String schema, String properties) {
        return rules(schema)
                .unplanned(Plantings.track("E", "m", properties), Plantings.json("{'properties':" + properties + "}"));
    }

    private static PlanRules rules(String schema) {
        return new PlanRules(Recognised.of(Plantings.json(schema)).rules());
    }
}
