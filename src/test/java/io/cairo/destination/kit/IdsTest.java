package io.cairo.destination.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    @Test
    void keepsAUuidAndMakesOneOfAnotherId() {
        String uuid = "3F2504E0-4F89-41D3-9A0C-0305E82C3301";

        assertThat(Ids.uuid(uuid)).isEqualTo("3f2504e0-4f89-41d3-9a0c-0305e82c3301");
        assertThat(UUID.fromString(Ids.uuid("ajs-next-1")).version()).isEqualTo(8);
        assertThat(UUID.fromString(Ids.uuid("ajs-next-1")).variant()).isEqualTo(2);
        assertThat(Ids.uuid("ajs-next-1")).isEqualTo(Ids.uuid("ajs-next-1")).isNotEqualTo(Ids.uuid("ajs-next-2"));
    }

    /** The example of the specification: 1469918176385 is 01ARYZ6S41. */
    @Test
    void beginsAUlidWithItsTime() {
        String ulid = Ids.ulid("m", Instant.ofEpochMilli(1_469_918_176_385L));

        assertThat(ulid).startsWith("01ARYZ6S41").matches("[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(Ids.ulid("n", Instant.ofEpochMilli(1_469_918_176_385L)))
                .startsWith("01ARYZ6S41")
                .isNotEqualTo(ulid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ajs-next-1700000000000-0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "a_b", "", "\u00fc"})
    void hashesIdsThatDoNotFit(String id) {
        assertThat(Ids.plain(id, 36)).matches("[0-9a-f]{32}");
    }

    @Test
    void encodesForPathsToo() {
        assertThat(Ids.encoded("a b/../?&=+@")).isEqualTo("a%20b%2F..%2F%3F%26%3D%2B%40");
    }
}
