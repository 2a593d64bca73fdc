/**
 * What the law lets people demand: to be left alone, to be forgotten, to see what is kept. Owns the table {@code erasure}.
 *
 * <p>Whatever is demanded by one identifier holds for all that are known to be the same person's. An erasure first closes the
 * gate of {@code io.cairo.suppression} to the person and waits for what has passed it, then has every {@code PersonalData}
 * bean erase what it keeps, in many short transactions, looks through everything once more, and asks the vendors behind
 * destinations to delete what they got. Each transaction writes down how far it got, so that any node goes on where another stopped. While it runs, the identifiers are kept sealed; at its end
 * nothing but counts, times and keyed hashes is left.
 */
@NullMarked
package io.cairo.privacy;

import org.jspecify.annotations.NullMarked;
