/** What only a container shows: that EclipseLink and the migrated schema agree, and where transactions begin and end. */
@NullMarked
package io.cairo.store;

import org.jspecify.annotations.NullMarked;
