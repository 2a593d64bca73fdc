package io.cairo.destination.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.destination.Connector;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A preview cannot show requests that depend on an answer, so whoever sends such says so. */
class FollowingSaidTest {
    static List<Connector<?>> connectors() {
        return Sample.CONNECTORS;
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void whoSendsMoreUponAnAnswerSaysSo(Connector<?> connector) {
        boolean follows = Arrays.stream(connector.getClass().getMethods())
                .filter(method -> method.getName().equals("next"))
                .map(Method::getDeclaringClass)
                .anyMatch(type -> type != Connector.class);

        assertThat(connector.following().isPresent()).as(connector.type()).isEqualTo(follows);
    }
}
