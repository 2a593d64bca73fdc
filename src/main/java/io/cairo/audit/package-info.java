/**
 * What was done to people's data, by whom and when; owns the table {@code audit}.
 *
 * <p>It holds nothing personal in clear: people are keyed hashes, bound to the tenant. Each entry's hash covers its content
 * and the hash of the entry before it, one chain for each tenant, so that an entry that was changed or taken out is noticed
 * when the log is read. Any flow may append, in the transaction of what it tells of.
 */
@NullMarked
package io.cairo.audit;

import org.jspecify.annotations.NullMarked;
