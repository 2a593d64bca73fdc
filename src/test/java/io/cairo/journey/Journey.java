package io.cairo.journey;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.microshed.testing.jupiter.MicroShedTest;

/**
 * A plain journey: its methods may ask for the shared {@link CairoServer}, for a {@link Space} of their own, or for a
 * {@link Wire} that speaks with that server and space.
 *
 * <p>Journeys mostly wait, so they run at the same time as other tests and, when nothing else is left, as each other. One that
 * takes more than its share, or measures time, is {@link org.junit.jupiter.api.parallel.Isolated}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedServer.class)
@MicroShedTest
@interface Journey {}
