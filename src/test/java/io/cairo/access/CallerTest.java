package io.cairo.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Right;
import io.cairo.access.Caller.Role;
import io.cairo.base.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerTest {

    @ParameterizedTest
    @CsvSource({
        "PK, ADMIN,  true,  false, false, false",
        "RK, ADMIN,  false, true,  false, false",
        "AK, ADMIN,  false, true,  false, false",
        "SK, VIEWER, true,  true,  false, false",
        "SK, EDITOR, true,  true,  true,  false",
        "SK, ADMIN,  true,  true,  true,  true"
    })
    void kindAndRoleDecideTogether(
            Kind kind, Role role, boolean ingest, boolean read, boolean configure, boolean administer) {
        Caller caller = new Caller(null, kind, role, "default", null);

        assertThat(caller.may(Right.INGEST)).isEqualTo(ingest);
        assertThat(caller.may(Right.READ)).isEqualTo(read);
        assertThat(caller.may(Right.CONFIGURE)).isEqualTo(configure);
        assertThat(caller.may(Right.ADMINISTER)).isEqualTo(administer);
    }

    @Test
    void saysWhichRightIsMissing() {
        Caller reader = new Caller(null, Kind.RK, Role.VIEWER, "default", null);

        assertThatThrownBy(() -> reader.require(Right.CONFIGURE))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(Problem.Code.INSUFFICIENT_SCOPE))
                .hasMessageContaining("right configure")
                .hasMessageContaining("rk with role viewer");
    }
}
