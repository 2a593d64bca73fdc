/**
 * The only way out of Cairo: addresses are checked when they are configured and at every attempt, resolved once, and only
 * what was checked is connected to.
 */
@NullMarked
package io.cairo.destination.egress;

import org.jspecify.annotations.NullMarked;
