/**
 * Who is who: which identifiers belong to one person, and why.
 *
 * <p>Owns the tables {@code identifier} (an identifier, the person it belongs to now, and mostly the link that it came with),
 * {@code identity_link} (every other link: two identifiers that a message named together), {@code identity_change} (the journal
 * of what became of persons) and {@code identity_cut} (who was unmerged). Clusters are a function of the links, in the order of
 * the events' times, and not of the order in which they arrive ({@code Clusters}). {@code Resolver} keeps them as messages are
 * stored: what is known costs nothing, who is new costs one insert, and only where people are merged, or protection must choose,
 * everything that hangs together is worked out anew, with all its persons locked. Events are never rewritten: history joins
 * through the graph.
 */
@NullMarked
package io.cairo.identity;

import org.jspecify.annotations.NullMarked;
