/**
 * What runs inside a child process: it compiles and calls JavaScript and knows nothing of Cairo. It is started from the
 * application's own classes, without any environment, and talks to its parent over standard input and output.
 */
@NullMarked
package io.cairo.transformation.worker;

import org.jspecify.annotations.NullMarked;
