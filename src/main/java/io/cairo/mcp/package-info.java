/**
 * MCP over HTTP: five protocol versions at three endpoints, stateless, so that any node answers any request.
 *
 * <p>Decisions: {@link io.cairo.mcp.Dispatcher} knows no server, so its whole behaviour is tested without one; every
 * failure is one row of {@link io.cairo.mcp.Fault}; the key is checked before the body is read as JSON, so that strangers
 * cost little; a request that must be answered but has no id is refused rather than dropped, since an agent would believe
 * that its event was kept. What a legacy client said of itself is signed and carried by it ({@link io.cairo.mcp.Session}),
 * as are the answers of a modern call that asks ({@link io.cairo.mcp.RequestState}); what one node must tell another about
 * a call under way goes through {@link io.cairo.mcp.Mailbox}. An answer becomes a stream only if it takes longer than a
 * moment or has something to say before.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/basic/transports">Streamable HTTP, legacy</a>
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http">Streamable
 *     HTTP, modern</a>
 */
@NullMarked
package io.cairo.mcp;

import org.jspecify.annotations.NullMarked;
