package io.cairo.mcp;

import io.cairo.access.Limiter.Door;

/** The doors at which MCP is spoken, and what tells them apart. */
enum Endpoint {
    /** For whoever works in one namespace, or names it. */
    PRODUCT("/mcp", Door.TOOLS, Version.V2024_11_05),
    /** For whoever reads across all namespaces of a tenant. */
    ACCOUNT("/mcp/account", Door.TOOLS, Version.V2024_11_05),
    /** Where changes wait for a second administrator. */
    GOVERNED("/api/v1/mcp", Door.GOVERNED, Version.V2025_03_26);

    private final String path;
    private final Door door;
    private final Version usual;

    Endpoint(String path, Door door, Version usual) {
        this.path = path;
        this.door = door;
        this.usual = usual;
    }

    String path() {
        return path;
    }

    /** Which allowance a call here takes from. */
    Door door() {
        return door;
    }

    /** What {@code initialize} answers to whoever names no version. */
    Version usual() {
        return usual;
    }
}
