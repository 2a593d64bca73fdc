/**
 * The REST twin of every tool that declares a route, under {@code /api/v2}, and the JSON body of every refusal of the
 * JAX-RS application. Owns nothing else: names, arguments and rights come from the tool's declaration.
 *
 * <p>Decisions: path, query and body become one object of arguments, the path wins; names may be in snake or camel case;
 * answers are {@code {"success":true, ...result}}; a POST whose result says {@code created} is answered 201,
 * a call that waits for a second administrator 202.
 */
@NullMarked
package io.cairo.rest;

import org.jspecify.annotations.NullMarked;
