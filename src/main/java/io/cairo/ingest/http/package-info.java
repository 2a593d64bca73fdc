/**
 * The ingestion contract over HTTP: paths, keys, encodings, replies, settings for client libraries.
 *
 * <p>These are servlets and not JAX-RS resources because clients lie about the content type (a form type over gzip), so
 * nothing may read the body before {@code BodyReader} does, and because neither a slow sender nor a slow commit may hold a
 * thread. {@code Exchange} is a request until its one answer; {@code Deadlines} ends those that take too long, since the
 * container would keep every request until its time is over, answered or not. {@link io.cairo.message.IngestRoutes} is the one table of paths.
 *
 * @see <a href="https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/">Segment's HTTP API</a>
 */
@NullMarked
package io.cairo.ingest.http;

import org.jspecify.annotations.NullMarked;
