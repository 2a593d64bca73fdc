package io.cairo.destination;

import java.util.Set;

/**
 * What the addresses of a connector's servers look like: anything else is refused when it is configured and when it is called.
 *
 * @param schemes how an address may begin
 * @param ports the ports that its servers listen on, besides 80, 443 and those that no other known service has
 */
public record Reach(Set<String> schemes, Set<Integer> ports) {
    /** HTTP, as most vendors speak it. */
    public static final Reach WEB = new Reach(Set.of("https", "http"), Set.of());

    /** HTTP, also at these ports. */
    public static Reach web(Integer... ports) {
        return new Reach(WEB.schemes, Set.of(ports));
    }
}
