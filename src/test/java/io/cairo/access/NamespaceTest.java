package io.cairo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamespaceTest {

    @Test
    void readsTheProjectIdThatItWrites() {
        Namespace namespace = new Namespace(Integer.MAX_VALUE, "acme", "shop", null, Instant.EPOCH);

        assertThat(namespace.projectId()).isEqualTo("prj_2147483647");
        assertThat(Namespace.idOfProject(namespace.projectId())).hasValue(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "prj_",
                "prj_0",
                "prj_01",
                "prj_-1",
                "PRJ_1",
                "1",
                "prj_2147483648",
                "prj_99999999999",
                "prj_1 "
            })
    void takesNothingElseForAProjectId(String text) {
        assertThat(Namespace.idOfProject(text)).isEmpty();
    }
}
