/**
 * What is known about people: traits, and which groups they belong to. Owns the tables {@code trait},
 * {@code trait_left_out} and {@code membership}.
 *
 * <p>A trait belongs to the identifier under which it was told, with the time of the event; a profile is made of those of all
 * identifiers of a person when it is read. So merging and unmerging people moves nothing here. The latest event decides,
 * whenever it arrives. What finds no room is counted, and what is not what its name promises is kept and flagged.
 */
@NullMarked
package io.cairo.profile;

import org.jspecify.annotations.NullMarked;
