/** What was done to people's data, by whom and when: a log that holds nothing personal in clear and cannot be changed unnoticed. */
@NullMarked
package io.cairo.audit;

import org.jspecify.annotations.NullMarked;
