package io.cairo.base;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void findsTheProblemBehindWhatTheContainerWraps() {
        Problem problem = Problem.invalid("name", "is taken");

        assertThat(Failures.unchecked(new IllegalStateException(new RuntimeException(problem))))
                .isSameAs(problem);
    }

    @Test
    void whoChangesSomethingSecondIsToldSo() {
        assertThat(code(new OptimisticLockException())).isEqualTo(Problem.Code.CONFLICT);
    }

    @Test
    void aLostDatabaseIsNoBug() {
        assertThat(code(new SQLException("gone", "08006"))).isEqualTo(Problem.Code.UNAVAILABLE);
        assertThat(Failures.problem(new SQLException("wrong", "42601"))).isEmpty();
    }

    private static Problem.Code code(Exception cause) {
        return Failures.problem(new RuntimeException(cause)).orElseThrow().code();
    }
}
