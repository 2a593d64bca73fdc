/**
 * People of whom nothing may be stored, and people who were erased: what happened to these before their erasure does not come
 * back either. Owns the tables {@code suppression}, {@code suppressed_identifier} and {@code erased_identifier}.
 *
 * <p>Identifiers are kept as keyed hashes only. {@code Gate} stands before the log and fails closed: inside a group's
 * transaction it reads the number of the topic, so what is committed counts on every node at once. Short keyed marks in
 * memory let nearly every message pass without a query; where one is found, the hashes in the database decide. What a glance
 * at the marks has cleared before is not looked into again while the number is the same. {@code
 * Barrier} makes who has closed the gate wait for those who passed it before.
 */
@NullMarked
package io.cairo.suppression;

import org.jspecify.annotations.NullMarked;
