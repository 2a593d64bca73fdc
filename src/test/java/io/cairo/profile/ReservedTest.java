package io.cairo.profile;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservedTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "email, ' Jane@Example.COM ', 'jane@example.com'",
                "age, 41.5, 41.5",
                "id, 17, '17'",
                "phone, 4930123, '4930123'",
                "firstName, 'Jane', 'Jane'",
                "birthday, '1990-01-31', '1990-01-31'",
                "createdAt, '2026-01-31T12:00:00+02:00', '2026-01-31T10:00:00.000Z'",
                "createdAt, '2026-01-31T12:00:00', '2026-01-31T12:00:00.000Z'",
                "createdAt, 1767225600, '2026-01-01T00:00:00.000Z'",
                "createdAt, 1767225600000, '2026-01-01T00:00:00.000Z'",
                "address, {'city':'Bonn'}, {'city':'Bonn'}",
                "company, {'name':'Acme'}, {'name':'Acme'}",
                "plan, [1], [1]"
            })
    void writesWhatIsRightTheOneWay(String name, String came, String kept) {
        JsonValue value = Telling.json(came);

        assertThat(Reserved.USER.value(name, value)).isEqualTo(Telling.json(kept));
        assertThat(Reserved.USER.flag(name, value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "age, '41', must be a number",
                "address, 'Bonn', must be an object",
                "company, 'Acme', must be an object",
                "email, 'jane', must be an email address",
                "email, 5, must be an email address",
                "firstName, 5, must be a text",
                "birthday, 'yesterday', must be a date in ISO-8601",
                "birthday, '1990-02-31', must be a date in ISO-8601",
                "createdAt, 1e300, must be a date in ISO-8601",
                "createdAt, true, must be a date in ISO-8601",
                "id, {}, must be a text or a number"
            })
    void leavesWhatIsWrongAsItCameAndFlagsIt(String name, String came, String flag) {
        JsonValue value = Telling.json(came);

        assertThat(Reserved.USER.value(name, value)).isEqualTo(value);
        assertThat(Reserved.USER.flag(name, value))
                .hasValueSatisfying(said -> assertThat(said).startsWith(flag));
    }

    @Test
    void knowsNamesInSnakeCaseToo() {
        assertThat(Reserved.USER.name("first_name")).isEqualTo("firstName");
        assertThat(Reserved.USER.name("created_at")).isEqualTo("createdAt");
        assertThat(Reserved.USER.name("favourite_color")).isEqualTo("favourite_color");
        assertThat(Reserved.GROUP.name("first_name")).isEqualTo("first_name");
    }

    @Test
    void groupsHaveTraitsOfTheirOwn() {
        assertThat(Reserved.GROUP.flag("employees", Telling.json("'many'"))).isPresent();
        assertThat(Reserved.USER.flag("employees", Telling.json("'many'"))).isEmpty();
    }
}
