package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every place in which clients put their write key, and what keys may do. */
@Journey
class KeyFormsIT {
    private static final String EVENT = "{\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"m\"}";
    private static final String MASKED =
            "{\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"m\",\"writeKey\":\"id:***\"}";

    /** A form, and how it carries a key. */
    enum Form {
        BASIC {
            @Override
            Wire.Answer send(Wire wire, String key) {
                return wire.post("/v1/t", bytes(MASKED), "Authorization", Wire.basic(key + ":"));
            }
        },
        BASIC_WITHOUT_COLON {
            @Override
            Wire.Answer send(Wire wire, String key) {
                return wire.post("/v1/t", bytes(MASKED), "Authorization", Wire.basic(key));
            }
        },
        X_WRITE_KEY {
            @Override
            Wire.Answer send(Wire wire, String key) {
                return wire.post("/v1/t", bytes(MASKED), "X-Write-Key", key + ":secret");
            }
        },
        X_API_KEY {
            @Override
            Wire.Answer send(Wire wire, String key) {
                return wire.post("/v1/t", bytes(MASKED), "X-API-Key", key);
            }
        },
        BEARER {
            @Override
            Wire.Answer send(Wire wire, String key) {
                return wire.post("/v1/t", bytes(MASKED), "Authorization", "Bearer " + key);
            }
        },
        QUERY {
            @Override
            Wire.Answer send(Wire wire, String key) {
                return wire.post("/v1/t?writeKey=" + key, bytes(MASKED));
            }
        },
        BODY {
            @Override
            Wire.Answer send(Wire wire, String key) {
                return wire.post("/v1/t", bytes(EVENT.replace("}", ",\"writeKey\":\"" + key + "\"}")));
            }
        },
        BODY_OF_A_BATCH {
            @Override
            Wire.Answer send(Wire wire, String key) {
                String event = EVENT.replace("{", "{\"type\":\"track\",");
                return wire.post("/v1/import/", bytes("{\"batch\":[" + event + "],\"writeKey\":\"" + key + "\"}"));
            }
        },
        BODY_BEHIND_A_STRANGE_BEARER {
            @Override
            Wire.Answer send(Wire wire, String key) {
                byte[] body = bytes(EVENT.replace("}", ",\"writeKey\":\"" + key + "\"}"));
                return wire.post("/v1/t", body, "Authorization", "Bearer an.oauth.token");
            }
        };

        abstract Wire.Answer send(Wire wire, String key);

        static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesAKnownKeyInEachForm(Form form, Wire wire, Space space) {
        Wire.Answer answer = form.send(wire, space.key("pk"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(space.messageIds()).containsExactly("m");
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnUnknownKeyInEachForm(Form form, Wire wire, Space space) {
        Wire.Answer answer = form.send(wire, "pk_live_unknown");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("invalid_write_key");
        assertThat(answer.json().getString("message")).isNotBlank().doesNotContain("pk_live_unknown");
        assertThat(space.messageIds()).isEmpty();
    }

    @Test
    void refusesARequestWithoutKey(Wire wire) {
        Wire.Answer answer = wire.post("/v1/t", Form.bytes(EVENT));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("missing_write_key");
        assertThat(answer.json().getString("message")).isNotBlank();
    }

    @Test
    void refusesAKeyThatMayOnlyRead(Wire wire, Space space) {
        Wire.Answer answer = Form.BASIC.send(wire, space.key("rk"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isNotBlank();
        assertThat(space.messageIds()).isEmpty();
    }

    @Test
    void keepsAKeyInItsNamespace(Wire wire, Space space) {
        Wire.Answer answer = wire.post(
                "/v1/t", "{\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"m\",\"namespace\":\"elsewhere\"}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("insufficient_scope");
        assertThat(space.messageIds()).isEmpty();
    }
}
