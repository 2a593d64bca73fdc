package io.cairo.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.message.Message;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which events pass their plans without a closer look. */
class FirstLookTest {
    private static final Policy STRICT = new Policy(Action.DROP, Action.DROP, Action.ALLOW);
    private static final Policy CLOSED = new Policy(Action.WARN, Action.WARN, Action.OMIT);
    private static final Policy OPEN = new Policy(Action.WARN, Action.ALLOW, Action.ALLOW);

    private static final String EVENTS =
            "{'events':{'E':{'properties':{'required':['n'],'properties':{'n':{'type':'number','minimum':0}}}}}}";

    /** As Segment exports it. */
    private static final String EXPORTED = """
            {'rules':[{'type':'TRACK','key':'E','version':1,'jsonSchema':{'$schema':'http://json-schema.org/draft-07/schema#',
              'type':'object','labels':{'owner':'web'},'required':['properties'],'properties':{'context':{},'traits':{},
              'properties':{'type':'object','required':['n'],'properties':{
                'n':{'id':'/properties/properties/properties/n','description':'How many','type':['integer','null']},
                'unit':{'enum':['kg','lb']}}}}}},
             {'type':'COMMON','jsonSchema':{'type':'object','required':['userId']}},
             {'type':'IDENTIFY','jsonSchema':{'properties':{'traits':{'properties':{'age':{'type':'integer'}}}}}}]}""";

    @Test
    void isEnoughForWhatKeepsToAnOrdinaryPlan() {
        assertThat(isEnough("{'n':1}", plan(EVENTS, STRICT))).isTrue();
        assertThat(isEnough("{'n':0.5,'more':{}}", plan(EVENTS, STRICT))).isTrue();
        assertThat(isEnough("{'n':1,'unit':'kg'}", plan(EXPORTED, STRICT))).isTrue();
        assertThat(isEnough("{'n':1,'unit':'kg'}", plan(EXPORTED, STRICT), plan(EVENTS, OPEN)))
                .isTrue();
    }

    @Test
    void isNotEnoughForWhatBreaksAnyOfThePlans() {
        assertThat(isEnough("{'n':-1}", plan(EVENTS, STRICT))).isFalse();
        assertThat(isEnough("{}", plan(EXPORTED, STRICT))).isFalse();
        assertThat(isEnough("{'n':1,'unit':'g'}", plan(EVENTS, OPEN), plan(EXPORTED, STRICT)))
                .isFalse();
        assertThat(isEnough("{'n':1", plan(EVENTS, OPEN))).isFalse();
    }

    @Test
    void rulesForEveryEventCount() {
        Watching plan = plan("{'required':['context']}", STRICT);

        assertThat(isEnough("{}", plan)).isFalse();
        assertThat(FirstLook.isEnough(List.of(plan), Plantings.message(Message.Type.PAGE, "Home", "m", "'context':{}")))
                .isTrue();
    }

    @Test
    void unplannedEventsPassWhereTheyMay() {
        Message unplanned = Plantings.track("F", "m", "{'n':'any'}");

        assertThat(FirstLook.isEnough(List.of(plan(EVENTS, OPEN)), unplanned)).isTrue();
        assertThat(FirstLook.isEnough(List.of(plan(EVENTS, OPEN), plan(EVENTS, STRICT)), unplanned))
                .isFalse();
        assertThat(FirstLook.isEnough(List.of(plan(EVENTS, OPEN)), Plantings.track("F", "m", "{'n':1e400}")))
                .isFalse();
    }

    @Test
    void unplannedPropertiesTakeACloserLookWhereSomethingIsDoneAboutThem() {
        assertThat(isEnough("{'n':1}", plan(EVENTS, CLOSED))).isTrue();
        assertThat(isEnough("{'n':1,'more':1}", plan(EVENTS, CLOSED))).isFalse();
        Message identify = Plantings.message(Message.Type.IDENTIFY, null, "m", "'traits':{'age':1,'name':'x'}");
        assertThat(FirstLook.isEnough(List.of(plan(EXPORTED, STRICT)), identify))
                .isTrue();
        assertThat(FirstLook.isEnough(List.of(plan(EXPORTED, CLOSED)), identify))
                .isFalse();
    }

    @Test
    void whereTheEventSaysWhichVersionCountsItIsRead() {
        Watching plan = plan("""
                {'rules':[{'type':'track','key':'E','version':2,'jsonSchema':{}},
                          {'type':'track','key':'E','version':1,'jsonSchema':{}},
                          {'type':'track','key':'F','version':2,'jsonSchema':{}}]}""", STRICT);

        assertThat(isEnough("{}", plan)).isFalse();
        assertThat(FirstLook.isEnough(List.of(plan), Plantings.track("F", "m", "{}")))
                .isTrue();
    }

    private static boolean isEnough(String properties, Watching... plans) {
        return FirstLook.isEnough(List.of(plans), Plantings.track("E", "m", properties));
    }

    private static Watching plan(String schema, Policy policy) {
        PlanRules rules = new PlanRules(Recognised.of(Plantings.json(schema)).rules());
        return new Watching(UUID.randomUUID(), "plan", 1, policy, rules);
    }
}
