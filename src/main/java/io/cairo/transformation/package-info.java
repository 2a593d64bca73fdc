/**
 * JavaScript that changes events on their way: what is configured, its versions, and the stage that runs it.
 *
 * <p>{@code sandbox} runs code in other processes; nothing here ever runs it in the server's.
 */
@NullMarked
package io.cairo.transformation;

import org.jspecify.annotations.NullMarked;
