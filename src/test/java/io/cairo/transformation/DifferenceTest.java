package io.cairo.transformation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceTest {
    @Test
    void theSameTextIsNoDifference() {
        assertThat(isNone("{'a':[1,{'b':'c'}]}", "{'a':[1,{'b':'c'}]}")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1,1.0", "100,1e2", "1e2,1E2", "-0,0", "1.50,1.5", "10,1E1", "0.1,1e-1"})
    void aNumberThatIsOnlyWrittenOtherwiseIsNoDifference(String one, String other) {
        assertThat(isNone("{'a':%s,'b':true}".formatted(one), "{'a':%s,'b':true}".formatted(other)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1,2",
        "1,10",
        "1,'\"1\"'",
        "'\"1\"','\"1.0\"'",
        "true,false",
        "null,0",
        "'\"a\"','\"b\"'",
        "'[1]','[1,1]'"
    })
    void anotherValueIsADifference(String one, String other) {
        assertThat(isNone("{'a':%s}".formatted(one), "{'a':%s}".formatted(other)))
                .isFalse();
    }

    @Test
    void anotherFieldIsADifferenceWhereverItStands() {
        assertThat(isNone("{'a':1}", "{'a':1,'b':2}")).isFalse();
        assertThat(isNone("{'a':1,'b':2}", "{'b':2,'a':1}")).isFalse();
        assertThat(isNone("{'a':{}}", "{'a':{'b':null}}")).isFalse();
    }

    @Test
    void aDifferenceBehindANumberThatIsWrittenOtherwiseIsSeen() {
        assertThat(isNone("{'a':1.0,'b':'x'}", "{'a':1,'b':'y'}")).isFalse();
    }

    private static boolean isNone(String before, String after) {
        return Difference.isNone(bytes(before), bytes(after));
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
