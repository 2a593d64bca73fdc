package io.cairo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {
    @Test
    void writesAVersionFourUuid() {
        UUID id = UUID.fromString(written(77, 0));

        assertThat(id.version()).isEqualTo(4);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void readsTheNumberBack() {
        byte[] bytes = ("\"" + written(123_456_789_012L, 1) + "\"").getBytes(StandardCharsets.US_ASCII);

        assertThat(Ids.number(bytes, 1)).isEqualTo(123_456_789_012L);
    }

    @Test
    void givesAnotherIdentifierWithAnotherSalt() {
        assertThat(written(5, 0)).isNotEqualTo(written(5, 1));
    }

    @Test
    void readsNoNumberFromOtherText() {
        assertThat(Ids.number("mcp-Order Completed-somebody-172000000000".getBytes(StandardCharsets.US_ASCII), 0))
                .isEqualTo(-1);
    }

    @Test
    void aVisitorsFirstEventIsOneInTenAndTheOthersAreOfSomebodyWhoCameOfLate() {
        Ids visitors = new Ids().ofVisitors();
        Set<Long> seen = new HashSet<>();
        int strangers = 0;
        for (long number = 20_000; number < 30_000; number++) {
            long person = visitors.person(number);
            assertThat(person).isBetween(number / 10 - 1_000, number / 10);
            strangers += person >= 2_000 && seen.add(person) ? 1 : 0;
        }

        assertThat(strangers).isEqualTo(1_000);
    }

    private static String written(long number, int salt) {
        byte[] bytes = new byte[Ids.LENGTH];
        Ids.write(number, salt, bytes, 0);
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
