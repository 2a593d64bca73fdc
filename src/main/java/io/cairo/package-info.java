/**
 * Cairo, a headless customer data platform whose first user is an agent.
 *
 * <p>One road in: an edge ({@code ingest}'s routes, {@code mcp}) builds a {@link io.cairo.message.Message}; the pipeline
 * takes it with others in one transaction into the log; the caller is answered after the commit. One road out: delivery
 * reads the log behind each destination's cursor. Imports point down: edges, flows, features, vocabulary, base; the test
 * {@code ArchitectureTest} keeps it so.
 */
@NullMarked
package io.cairo;

import org.jspecify.annotations.NullMarked;
