package io.cairo.destination.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.JsonTree;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingTest {
    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static String mapped(String changes, String event) throws Unmappable {
        Rules rules = Rules.checked(JsonTree.readObject(bytes("{'mapping':[" + changes + "]}")));
        return new Mapping(rules).applied(bytes(event)).toString().replace('"', '\'');
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {'op':'rename','path':'properties.a','to':'b'}                | {'properties':{'a':1}}         | {'properties':{'b':1}}
            {'op':'rename','path':'properties.a','to':'b'}                | {'properties':{'a':1,'b':2}}   | {'properties':{'b':1}}
            {'op':'rename','path':'properties.a','to':'b'}                | {'properties':{'c':1}}         | {'properties':{'c':1}}
            {'op':'move','path':'properties.a','to':'context.x.y'}        | {'properties':{'a':[1]}}       | {'properties':{},'context':{'x':{'y':[1]}}}
            {'op':'move','path':'properties','to':'data'}                 | {'properties':{'a':1}}         | {'data':{'a':1}}
            {'op':'drop','path':'context.ip'}                             | {'context':{'ip':'1','b':2}}   | {'context':{'b':2}}
            {'op':'drop','path':'context.ip'}                             | {'context':'none'}             | {'context':'none'}
            {'op':'set','path':'properties.source','value':{'is':'cairo'}}| {}                             | {'properties':{'source':{'is':'cairo'}}}
            {'op':'set','path':'a.b','value':1}                           | {'a':null}                     | {'a':{'b':1}}
            {'op':'move','path':'a.b','to':'a'}                           | {'a':{'b':1,'c':2}}            | {'a':1}
            """)
    void changesFields(String change, String event, String expected) throws Unmappable {
        assertThat(mapped(change, event)).isEqualTo(expected);
    }

    @Test
    void doesOneChangeAfterTheOther() throws Unmappable {
        String changes = "{'op':'rename','path':'a','to':'b'},{'op':'rename','path':'b','to':'c'}";

        assertThat(mapped(changes, "{'a':1}")).isEqualTo("{'c':1}");
    }

    @Test
    void saysWhichChangeCannotBeDone() {
        String changes = "{'op':'drop','path':'x'},{'op':'set','path':'properties.plan.name','value':'pro'}";

        assertThatThrownBy(() -> mapped(changes, "{'properties':{'plan':'a secret'}}"))
                .isInstanceOfSatisfying(
                        Unmappable.class,
                        broken -> assertThat(broken.sentence())
                                .isEqualTo("rules.mapping[1]: plan is no object, so nothing can be written into it"));
    }
}
