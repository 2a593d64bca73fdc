/**
 * The one road in: from the bytes of a request to rows in the log.
 *
 * <p>{@code IngestRoutes} says which paths exist; {@code IngestServlet} reads a body without holding a thread;
 * {@code Envelope} and {@code MessageReader} make {@code Message}s of it; {@code Pipeline} is every stage, in order;
 * {@code GroupCommit} writes many requests in one transaction and answers each after the commit. It is a servlet and not a
 * JAX-RS resource because clients lie about the content type (a form type over gzip) and nothing may read the body first.
 */
@NullMarked
package io.cairo.ingest;

import org.jspecify.annotations.NullMarked;
