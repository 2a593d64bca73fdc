/** People of whom nothing may be stored; their identifiers are kept as keyed hashes only. Fails closed. */
@NullMarked
package io.cairo.suppression;

import org.jspecify.annotations.NullMarked;
