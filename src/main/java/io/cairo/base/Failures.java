package io.cairo.base;

import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what is behind the exceptions in which a container wraps the failures of beans and transactions. */
public final class Failures {
    private Failures() {}

    /** The failure as callers may hear it: the {@link Problem} behind it if there is one, else itself, unchecked. */
    public static RuntimeException unchecked(Throwable failure) {
        Optional<Problem> problem = problem(failure);
        if (problem.isPresent()) {
            return problem.get();
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }

    /**
     * The problem somewhere behind the failure: one that was thrown, an entity that somebody else changed first, or a
     * database that cannot be reached.
     */
    public static Optional<Problem> problem(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return Optional.of(problem);
            }
            if (cause instanceof OptimisticLockException) {
                return Optional.of(overtaken());
            }
            if (cause instanceof SQLException sql && SqlFailure.problem(sql) instanceof Problem problem) {
                return Optional.of(problem);
            }
        }
        return Optional.empty();
    }

    private static Problem overtaken() {
        return new Problem(
                Problem.Code.CONFLICT,
                "Somebody else changed this at the same moment, and your change was not made; look at it and ask again");
    }
}
