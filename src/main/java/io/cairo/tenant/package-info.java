/**
 * Tenants and their namespaces, for those who administer them. Owns the table {@code tenant}; namespaces themselves belong
 * to {@link io.cairo.access.Namespaces}.
 *
 * <p>Decisions: only the operator makes tenants and sees all of them; a tenant's own administrators see and change theirs
 * only, and to them any other does not exist. A tenant is never deleted and never renamed: every row of its data names it.
 * What was looked up stays close for at most five seconds, and a change empties it on all nodes.
 */
@NullMarked
package io.cairo.tenant;

import org.jspecify.annotations.NullMarked;
