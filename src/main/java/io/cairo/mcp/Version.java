package io.cairo.mcp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The protocol versions that are spoken, oldest first, and what tells them apart here. */
enum Version {
    V2024_11_05("2024-11-05"),
    V2025_03_26("2025-03-26"),
    V2025_06_18("2025-06-18"),
    V2025_11_25("2025-11-25");

    /** What a request without a version header speaks, by the specification. */
    static final Version UNSAID = V2025_03_26;

    private final String wire;

    Version(String wire) {
        this.wire = wire;
    }

    String wire() {
        return wire;
    }

    static Optional<Version> of(@Nullable String wire) {
        return Arrays.stream(values())
                .filter(version -> version.wire.equals(wire))
                .findFirst();
    }

    static List<String> wires() {
        return Arrays.stream(values()).map(Version::wire).toList();
    }

    /** The version that {@code initialize} answers: the one asked for, the newest if that is unknown. */
    static Version agreed(@Nullable String asked) {
        return asked == null ? V2024_11_05 : of(asked).orElse(V2025_11_25);
    }

    /** Whether results have a structured form beside the text, and tools a schema of it. */
    boolean knowsStructuredResults() {
        return compareTo(V2025_06_18) >= 0;
    }

    /** Whether wrong arguments are a result that the agent reads, not a protocol error that its host swallows. */
    boolean showsArgumentErrors() {
        return compareTo(V2025_11_25) >= 0;
    }

    /** Whether an error may stand without an id; before, null says that there was none. */
    boolean leavesOutUnknownIds() {
        return compareTo(V2025_11_25) >= 0;
    }
}
