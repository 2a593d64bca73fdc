/**
 * Four eyes: calls that wait for a second administrator, and what became of them. Owns the table {@code approval}.
 *
 * <p>Decisions: a call runs at most once, because who runs it first moves its row from pending to running with one
 * conditional statement in a transaction of its own, which only one decider on one node can do; that is why approvals are
 * plain SQL and no entity. A call whose node died is never run again, its outcome is reported as unknown. It runs with the
 * requester's rights, if the key still works, on the stored arguments, and only if what it would change is still as it was.
 * Status is what the row says at the time of asking (too long pending is expired, too long running is failed), so nothing
 * must run to make it true. The result goes to the requester alone, its secrets once.
 */
@NullMarked
package io.cairo.approval;

import org.jspecify.annotations.NullMarked;
