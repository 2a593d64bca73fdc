/** What the law lets people demand: to be left alone, to be forgotten, to see what is kept. Owns no table. */
@NullMarked
package io.cairo.privacy;

import org.jspecify.annotations.NullMarked;
