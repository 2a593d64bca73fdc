/**
 * How Cairo fares: health for balancers and operators, the tools {@code system_health} and {@code describe_tool}.
 *
 * <p>Decisions: a Cairo whose database does not answer within a second is not healthy and says 503; counts are exact while
 * they are small and the planner's estimate after that, since counting costs as much as there is.
 */
@NullMarked
package io.cairo.system;

import org.jspecify.annotations.NullMarked;
