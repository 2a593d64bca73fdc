/**
 * Who is who: which identifiers belong to one person, and why.
 *
 * <p>Owns the tables {@code identifier} (an identifier and the person it belongs to now) and {@code identity_link} (why: two
 * identifiers that a message or a call named together). Clusters are a function of the links, in the order of the events'
 * times, and not of the order in which they arrive. Events are never rewritten: history joins through the graph.
 */
@NullMarked
package io.cairo.identity;

import org.jspecify.annotations.NullMarked;
