/**
 * Questions about a tenant as a whole, for keys of kind {@code ak}: which projects it has, and how they compare. Owns no
 * table. A project is a namespace under the name that account keys know it by; its slug is the namespace's name.
 *
 * <p>Decisions: these tools have no REST route, since account keys are accepted at the account endpoint only. Projects are
 * compared in one statement over the log, by when events happened.
 */
@NullMarked
package io.cairo.account;

import org.jspecify.annotations.NullMarked;
