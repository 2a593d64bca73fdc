/**
 * How often callers may call. Owns the table {@code rate_limit}.
 *
 * <p>Decisions: token buckets by Bucket4j, kept in PostgreSQL, so that all nodes count together; each key has a bucket for
 * each door. The governed endpoint's count is exact: each call asks the database, calls that come at once ask together.
 * Elsewhere a node counts up to a hundredth of the allowance by itself before it tells the others, so that a busy key pays
 * a statement a second and not one a call. Where the count cannot be kept, calls are refused. Time is the nodes' own: they
 * agree on it as well as their clocks do.
 *
 * @see <a href="https://bucket4j.com/8.18.0/toc.html">Bucket4j</a>
 */
@NullMarked
package io.cairo.limit;

import org.jspecify.annotations.NullMarked;
