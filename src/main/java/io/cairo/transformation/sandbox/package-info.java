/**
 * Runs strangers' JavaScript in child processes, bounded in time and memory, and restarts those that die of it. Of an event a
 * script gets what it can touch; nobody outside notices.
 */
@NullMarked
package io.cairo.transformation.sandbox;

import org.jspecify.annotations.NullMarked;
