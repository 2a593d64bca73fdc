/**
 * Tracking plans: what events are agreed to look like, and what is done with those that do not. Owns the tables {@code
 * tracking_plan}, {@code tracking_plan_version} and {@code tracking_plan_violation}.
 *
 * <p>Whatever format a plan comes in, it becomes rules: a JSON Schema for whole events of one type, name and version. All
 * plans of a namespace count, each by its own mode; an event is unplanned if no plan knows it. Schemas are other people's
 * programs: they cannot load anything, their patterns run in linear time, and an evaluation has a budget of steps; an event
 * that cannot be judged within it is <em>unverifiable</em> and follows the mode. Most events are right and most schemas
 * simple: a glance at the bytes tells so of these, and only what it does not approve becomes a tree and is checked. Violations are counted, with the ids of a
 * few messages; payloads are kept only where a message was changed or dropped.
 */
@NullMarked
package io.cairo.plan;

import org.jspecify.annotations.NullMarked;
