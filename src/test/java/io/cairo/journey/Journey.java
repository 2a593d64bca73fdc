package io.cairo.journey;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.microshed.testing.jupiter.MicroShedTest;

/**
 * A plain journey: its methods may ask for the shared {@link CairoServer}, for a {@link Space} of their own, or for a
 * {@link Wire} that speaks with that server and space.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedServer.class)
@MicroShedTest
@interface Journey {}
