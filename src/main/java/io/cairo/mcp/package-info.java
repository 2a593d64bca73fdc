/**
 * MCP over HTTP at {@code /mcp}: every legacy protocol version on one endpoint, stateless, so that any node answers any
 * request.
 *
 * <p>Decisions: {@link io.cairo.mcp.Dispatcher} knows no server, so its whole behaviour is tested without one; every
 * failure is one row of {@link io.cairo.mcp.Fault}; the key is checked before the body is read as JSON, so that strangers
 * cost little; a request that must be answered but has no id is refused rather than dropped, since an agent would believe
 * that its event was kept.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/basic/transports">Streamable HTTP</a>
 */
@NullMarked
package io.cairo.mcp;

import org.jspecify.annotations.NullMarked;
