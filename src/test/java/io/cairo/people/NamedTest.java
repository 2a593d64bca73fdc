package io.cairo.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.base.Problem;
import io.cairo.message.Identifier;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedTest {
    @Test
    void readsEveryWayToNameSomebody() {
        UUID id = UUID.randomUUID();

        Named named = Named.of("u1", "a1", " Jane@Example.com ", "crm", "c1", id);

        assertThat(named.identifiers())
                .containsExactly(
                        Identifier.userId("u1"),
                        Identifier.anonymousId("a1"),
                        Identifier.email("jane@example.com"),
                        new Identifier("crm", "c1"));
        assertThat(named.canonicalId()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "userId, u:V",
        "user_id, u:V",
        "anonymousId, a:V",
        "anonymous_id, a:V",
        "email, e:v",
        "crm.id, x:crm.id:V"
    })
    void aTypeMayBeOneOfThoseWithFieldsOfTheirOwn(String type, String key) {
        assertThat(Named.of(null, null, null, type, "V", null).identifiers())
                .extracting(Identifier::key)
                .containsExactly(key);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, user_id: is missing",
                "' ', -, -, user_id: is empty",
                "-, crm, -, value: is missing",
                "-, -, 5, type: must be",
                "-, 1crm, 5, type: must be",
                "-, crm, '', value: is empty"
            })
    void saysWhatIsMissing(@Nullable String userId, @Nullable String type, @Nullable String value, String sentence) {
        assertThatThrownBy(() -> Named.of(userId, null, null, type, value, null))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith(sentence);
    }
}
