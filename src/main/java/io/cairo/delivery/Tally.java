package io.cairo.delivery;

import java.util.UUID;

/** Is told what every round came to, for the numbers that operators watch. */
@FunctionalInterface
interface Tally {
    void settled(UUID destination, Settlement settlement);
}
