/**
 * What a tool is, and the registry of them all. A tool is declared once: one method marked {@link io.cairo.tool.Tool},
 * one record of arguments, one record of results; every surface (MCP, REST, documentation) reads it from here.
 *
 * <p>Decisions: {@link io.cairo.tool.Shape} makes schema and parser from the same record, so they cannot disagree;
 * arguments are checked before the tool runs and unknown ones are refused, since a misspelt filter that is ignored answers
 * another question; secrets and long values never appear in a refusal.
 */
@NullMarked
package io.cairo.tool;

import org.jspecify.annotations.NullMarked;
