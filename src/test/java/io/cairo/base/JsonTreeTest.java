package io.cairo.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {

    @Test
    void readsEveryKindOfValue() {
        String text = "{\"a\":[1,-2.50,1e3,true,false,null,\"\\u00e9\"],\"b\":{}}";

        assertThat(read(text)).isEqualTo("{\"a\":[1,-2.50,1E+3,true,false,null,\"é\"],\"b\":{}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{} {}",
                "{}x",
                "{'a':1}",
                "{a:1}",
                "NaN",
                "[1e400]",
                "01",
                "\"a",
                "tru",
                "// x\n1",
                "\"\n\""
            })
    void refusesWhatIsNotOneJsonValue(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(Problem.Code.INVALID_JSON));
    }

    @Test
    void refusesInvalidUtf8() {
        assertThatThrownBy(() -> JsonTree.read(new byte[] {'"', (byte) 0xC3, '"'}))
                .isInstanceOf(Problem.class);
    }

    @Test
    void refusesMoreThan64Levels() {
        assertThat(read("[".repeat(64) + "]".repeat(64))).hasSize(128);
        assertThatThrownBy(() -> read("[".repeat(65) + "]".repeat(65))).hasMessageContaining("64 levels");
        assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(Problem.class);
    }

    @Test
    void keepsTheLastOfDuplicateKeys() {
        assertThat(read("{\"a\":1,\"a\":2}")).isEqualTo("{\"a\":2}");
    }

    @Test
    void replacesWhatNoColumnTakes() {
        assertThat(read("[\"a\\u0000b\",\"\\ud83d\",\"\\ud83d\\ude00\"]"))
                .isEqualTo("[\"a\uFFFDb\",\"\uFFFD\",\"\\uD83D\\uDE00\"]");
    }

    @Test
    void keepsLongNumbersWithinADouble() {
        assertThat(read("12345678901234567890")).isEqualTo("12345678901234567890");
        assertThat(read("9".repeat(200))).isEqualTo("1.0E+200");
    }

    @Test
    void neverRepeatsTheTextInTheProblem() {
        assertThatThrownBy(() -> read("{\"key\": sk_live_secret}"))
                .hasMessageNotContaining("secret")
                .hasMessageContaining("line 1");
    }

    @Test
    void indentsAsJavaScriptDoes() {
        assertThat(JsonText.indented(JsonTree.read("{\"a\":[1,{\"b\":[]}],\"c\":{}}".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("""
                        {
                          "a": [
                            1,
                            {
                              "b": []
                            }
                          ],
                          "c": {}
                        }""");
    }

    private static String read(String text) {
        return new String(JsonText.bytes(JsonTree.read(text.getBytes(StandardCharsets.UTF_8))), StandardCharsets.UTF_8);
    }
}
