/**
 * What Cairo offers an agent besides tools: resources to read and prompts to start from, each declared once as a bean; what
 * their contents are made of; and the conversation that a call may hold with whoever made it.
 *
 * <p>Decisions: nothing here knows a protocol; {@link io.cairo.context.Conversation} is written so that a call may be run
 * anew from its beginning with the answers that have come in so far, because the newest protocol keeps no call waiting.
 */
@NullMarked
package io.cairo.context;

import org.jspecify.annotations.NullMarked;
