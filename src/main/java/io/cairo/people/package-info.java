/** Questions about people and calls that change who is who; composes identities, profiles and events. Owns no table. */
@NullMarked
package io.cairo.people;

import org.jspecify.annotations.NullMarked;
