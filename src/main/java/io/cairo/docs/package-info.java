/**
 * What Cairo tells of itself to those who have no key yet: the landing page, {@code /docs}, {@code /llms.txt},
 * {@code /.well-known/mcp.json} and {@code /openapi.json}. Owns their form only: every tool in them comes from its
 * declaration, every ingestion route from {@link io.cairo.message.IngestRoutes}, every code from
 * {@link io.cairo.base.Problem.Code}.
 *
 * <p>Decisions: everything is rendered once, with a marker where the address of this server stands, so that a request costs
 * one replacement; the address is taken from the request only if it is nothing but a host and a port, so that it needs no
 * escaping anywhere; pages are well-formed XML, need no script and load nothing.
 *
 * @see <a href="https://llmstxt.org">llms.txt</a>
 * @see <a href="https://spec.openapis.org/oas/v3.1.0">OpenAPI 3.1</a>
 */
@NullMarked
package io.cairo.docs;

import org.jspecify.annotations.NullMarked;
