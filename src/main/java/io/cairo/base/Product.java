package io.cairo.base;

import java.util.List;

/** What Cairo calls itself wherever it introduces itself. */
public final class Product {
    /** The name that MCP's clients are told. */
    public static final String NAME = "cairo-cdp";

    public static final String VERSION = "2.0.0";

    /** In one line. */
    public static final String DESCRIPTION = "A headless customer data platform for agents";

    /** The versions of MCP that are spoken, oldest first. */
    public static final List<String> PROTOCOLS =
            List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28");

    private Product() {}
}
