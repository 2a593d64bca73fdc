package io.cairo.destination.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    private static JsonObject json(String text) {
        return JsonTree.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static Filter filter(String rules) {
        return new Filter(Set.of("track", "page", "identify"), Rules.checked(json(rules)), List.of("webhook"));
    }

    private static Optional<String> track(String rules, String name, String event) {
        return filter(rules)
                .refusal("m1", "track", name, event.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void letsEverythingThroughWithoutRules() {
        assertThat(track("{}", "Order", "{'event':'Order'}")).isEmpty();
    }

    @Test
    void saysWhichRuleIsAgainstAnEvent() {
        byte[] none = "{}".getBytes(StandardCharsets.UTF_8);

        assertThat(filter("{}").refusal("m", "group", null, none)).hasValue("event_types: it gets no group");
        assertThat(track("{'conditions':[{'path':'properties.plan','op':'exists'}]}", "E", "{}"))
                .hasValue("conditions[0] does not hold: properties.plan");
        assertThat(track("{'consent_categories':['ads']}", "E", "{'context':{'consent':{'categoryPreferences':{}}}}"))
                .hasValue("consent: ads is not granted");
    }

    @ParameterizedTest
    @CsvSource({
        "'{''allow_events'':[''Order'']}', true, false",
        "'{''allow_events'':[''O*'']}', true, false",
        "'{''allow_events'':[]}', false, false",
        "'{''deny_events'':[''Ord*'']}', false, true",
        "'{''allow_events'':[''*''],''deny_events'':[''Click'']}', true, false",
        "'{''allowEvents'':[''Order'',''Click''],''denyEvents'':[]}', true, true"
    })
    void listsHoldForTracksByTheirName(String rules, boolean order, boolean click) {
        assertThat(track(rules, "Order", "{}").isEmpty()).isEqualTo(order);
        assertThat(track(rules, "Click", "{}").isEmpty()).isEqualTo(click);
        byte[] page = "{}".getBytes(StandardCharsets.UTF_8);
        assertThat(filter(rules).refusal("m", "page", "Home", page)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {'path':'properties.plan','op':'equals','value':'pro'}             | true
            {'path':'properties.plan','op':'not_equals','value':'pro'}         | false
            {'path':'properties.none','op':'not_equals','value':'pro'}         | true
            {'path':'properties.plan','op':'in','value':['free','pro']}        | true
            {'path':'properties.plan','op':'not_in','value':['free','pro']}    | false
            {'path':'properties.plan','op':'contains','value':'r'}             | true
            {'path':'properties.tags','op':'contains','value':'b'}             | true
            {'path':'properties.tags','op':'contains','value':'c'}             | false
            {'path':'properties.plan','op':'starts_with','value':'pr'}         | true
            {'path':'properties.amount','op':'gt','value':10}                  | true
            {'path':'properties.amount','op':'gte','value':10.5}               | true
            {'path':'properties.amount','op':'lt','value':1.05e1}              | false
            {'path':'properties.amount','op':'lte','value':1.05e1}             | true
            {'path':'properties.amount','op':'equals','value':10.50}           | true
            {'path':'properties.plan','op':'gt','value':10}                    | false
            {'path':'properties.none','op':'exists'}                           | false
            {'path':'properties.empty','op':'exists'}                          | false
            {'path':'properties.empty','op':'missing'}                         | true
            {'path':'properties.plan.deeper','op':'exists'}                    | false
            {'path':'userId','op':'equals','value':'u1'}                       | true
            """)
    void comparesFields(String condition, boolean holds) {
        String event = "{'userId':'u1','properties':{'plan':'pro','amount':10.5,'tags':['a','b'],'empty':null}}";

        assertThat(track("{'conditions':[" + condition + "]}", "E", event).isEmpty())
                .isEqualTo(holds);
    }

    @Test
    void anyConditionIsEnoughWhereThatIsSaid() {
        String conditions = "'conditions':[{'path':'a','op':'exists'},{'path':'b','op':'exists'}]";

        assertThat(track("{'match':'any'," + conditions + "}", "E", "{'b':1}")).isEmpty();
        assertThat(track("{" + conditions + "}", "E", "{'b':1}")).isPresent();
        assertThat(track("{'match':'any'," + conditions + "}", "E", "{'c':1}")).hasValue("conditions: none holds");
    }

    @Test
    void takesTheSameSampleEachTimeAndAboutAsMuchAsIsSaid() {
        Filter tenth = filter("{'sample_rate':0.1}");
        byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
        List<Integer> first = IntStream.range(0, 10_000)
                .filter(i -> tenth.refusal("m" + i, "track", "E", payload).isEmpty())
                .boxed()
                .toList();

        assertThat(first).hasSizeBetween(850, 1_150);
        assertThat(first)
                .allMatch(i -> filter("{'sample_rate':0.2}")
                        .refusal("m" + i, "track", "E", payload)
                        .isEmpty());
        assertThat(track("{'sample_rate':0}", "E", "{}")).isPresent();
        assertThat(track("{'sample_rate':1}", "E", "{}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'conditions':[{'path':'a..b','op':'exists'}]} -> rules.conditions[0].path",
                "{'conditions':[{'path':'a','op':'gt','value':'x'}]} -> rules.conditions[0].value",
                "{'conditions':[{'path':'a','op':'in','value':'x'}]} -> rules.conditions[0].value",
                "{'conditions':[{'path':'a','op':'exists','value':1}]} -> rules.conditions[0].value",
                "{'conditions':[{'path':'a','op':'like'}]} -> rules.conditions[0].op",
                "{'sample_rate':2} -> rules.sample_rate",
                "{'events_per_second':0} -> rules.events_per_second",
                "{'filter':1} -> rules.filter",
                "{'mapping':[{'op':'drop','path':'type'}]} -> rules.mapping[0].path",
                "{'mapping':[{'op':'drop','path':'a'},{'op':'rename','path':'a'}]} -> rules.mapping[1].to",
                "{'mapping':[{'op':'rename','path':'a','to':'b.c'}]} -> rules.mapping[0].to",
                "{'mapping':[{'op':'rename','path':'a','to':'messageId'}]} -> rules.mapping[0].to",
                "{'mapping':[{'op':'move','path':'a','to':'a.b'}]} -> rules.mapping[0].to",
                "{'mapping':[{'op':'set','path':'a'}]} -> rules.mapping[0].value",
                "{'mapping':[{'op':'set','path':'event','value':1}]} -> rules.mapping[0].value",
                "{'mapping':[{'op':'drop','path':'a','to':'b'}]} -> rules.mapping[0].to",
                "{'mapping':[{'op':'drop','path':''}]} -> rules.mapping[0].path"
            })
    void namesTheRuleThatIsWrong(String wrong) {
        String[] parts = wrong.split(" -> ", 2);

        assertThatThrownBy(() -> Rules.checked(json(parts[0])))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.facts().field()).isEqualTo(parts[1]));
    }

    @Test
    void readsWhatItWrote() {
        Rules rules = Rules.checked(json("{'allow_events':['A'],'match':'any','sample_rate':0.5,"
                + "'conditions':[{'path':'a','op':'equals','value':{'b':[1]}}],"
                + "'mapping':[{'op':'set','path':'a.b','value':null},{'op':'drop','path':'c'}]}"
                        .replace("'value':null", "'value':false")));

        assertThat(Rules.read(rules.text())).isEqualTo(rules);
        assertThat(Rules.NONE.text()).isEqualTo("{}");
    }
}
