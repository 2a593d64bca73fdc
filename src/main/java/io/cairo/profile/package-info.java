/**
 * What is known about people: traits, and which groups they belong to.
 *
 * <p>A trait belongs to the identifier under which it was told, with the time of the event; a profile is made of those of all
 * identifiers of a person when it is read. So merging and unmerging people moves nothing here.
 */
@NullMarked
package io.cairo.profile;

import org.jspecify.annotations.NullMarked;
