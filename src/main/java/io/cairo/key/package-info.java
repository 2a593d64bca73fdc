/**
 * Keys: who may call. Owns the table {@code api_key}.
 *
 * <p>Decisions: only the SHA-256 of a key is kept, and looking that up is the comparison, so nothing about a key leaks
 * through time; a key is random enough that no salt is needed. What was looked up stays close for at most five seconds and
 * a revocation empties it on all nodes; while the database cannot be reached nobody new gets in. A revoked key's row stays,
 * so that Cairo, once locked, is never open again.
 */
@NullMarked
package io.cairo.key;

import org.jspecify.annotations.NullMarked;
