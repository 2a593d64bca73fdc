package io.cairo.mcp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The protocol versions that are spoken, oldest first, and what tells them apart here. Up to 2025-11-25 a client begins
 * with {@code initialize} (legacy); since 2026-07-28 every request says by itself what it speaks (modern).
 */
enum Version {
    V2024_11_05("2024-11-05"),
    V2025_03_26("2025-03-26"),
    V2025_06_18("2025-06-18"),
    V2025_11_25("2025-11-25"),
    V2026_07_28("2026-07-28");

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

    /** The version that {@code initialize} answers: the one asked for, the newest legacy one if that is unknown. */
    static Version agreed(String asked) {
        return of(asked).filter(version -> !version.isModern()).orElse(V2025_11_25);
    }

    /** Whether every request stands for itself. */
    boolean isModern() {
        return compareTo(V2026_07_28) >= 0;
    }

    /** Whether results have a structured form beside the text, and tools a schema of it. */
    boolean knowsStructuredResults() {
        return compareTo(V2025_06_18) >= 0;
    }

    /** Whether tools, prompts and resources have a title of their own. */
    boolean knowsTitles() {
        return compareTo(V2025_06_18) >= 0;
    }

    /** Whether there are completions to announce, and messages with progress. */
    boolean knowsCompletions() {
        return compareTo(V2025_03_26) >= 0;
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
