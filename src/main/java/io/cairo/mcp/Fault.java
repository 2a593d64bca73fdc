package io.cairo.mcp;

import java.util.Locale;

/** The error table: what a failure looks like in JSON-RPC and in HTTP, by version. A test freezes it. */
enum Fault {
    MISSING_KEY(-32000, "Missing write key", 401),
    INVALID_KEY(-32000, "invalid_key", 401),
    /** Refused before JSON-RPC: the body is plain JSON. */
    KEY_KIND_NOT_ALLOWED(0, "key_kind_not_allowed", 403),
    ACCOUNT_KEY_REQUIRED(0, "account_key_required", 403),
    FORBIDDEN(0, "forbidden", 403),
    METHOD_NOT_ALLOWED(0, "method_not_allowed", 405),
    TOO_LARGE(0, "too_large", 413),
    INSUFFICIENT_SCOPE(-32000, "insufficient_scope", 200),
    PLAN_LIMIT(-32002, "plan_limit", 402),
    UNKNOWN_PROJECT_ID(-32004, "unknown_project_id", 200),
    UNKNOWN_PROJECT_SLUG(-32004, "unknown_project_slug", 200),
    NO_PROJECTS_VISIBLE(-32005, "no_projects_visible", 200),
    NOT_JSON(-32700, "Parse error", 400),
    NOT_A_REQUEST(-32600, "Invalid request", 400),
    /** Modern only: what every request must say of itself is missing. */
    MISSING_META(-32602, "Invalid params", 400),
    HEADER_MISMATCH(-32020, "Header mismatch", 400),
    MISSING_CAPABILITY(-32021, "Missing required client capability", 400),
    UNSUPPORTED_VERSION(-32022, "Unsupported protocol version", 400),
    UNKNOWN_METHOD(-32601, "Method not found", 200),
    UNKNOWN_TOOL(-32602, "Unknown tool", 200),
    UNKNOWN_PROMPT(-32602, "Unknown prompt", 200),
    RESOURCE_NOT_FOUND(-32002, "Resource not found", 200),
    BAD_CURSOR(-32602, "Unknown cursor", 200),
    BAD_STATE(-32602, "Unknown requestState", 200),
    WRONG_PARAMS(-32602, "Invalid params", 200),
    CANCELLED(-32000, "cancelled", 200),
    RATE_LIMITED(-32000, "rate_limited", 429),
    OVERLOADED(-32000, "overloaded", 429),
    UNAVAILABLE(-32000, "unavailable", 503),
    BUG(-32603, "internal error", 200);

    private final int code;
    private final String words;
    private final int status;

    Fault(int code, String words, int status) {
        this.code = code;
        this.words = words;
        this.status = status;
    }

    /** JSON-RPC's code; 0 where the refusal comes before JSON-RPC. */
    int code(Version version) {
        return this == RESOURCE_NOT_FOUND && version.isModern() ? WRONG_PARAMS.code : code;
    }

    /** What the message is or begins with. */
    String words() {
        return words;
    }

    /** The HTTP status, of a request that is not part of a batch. */
    int status(Version version) {
        return this == UNKNOWN_METHOD && version.isModern() ? 404 : status;
    }

    boolean isPlain() {
        return code == 0;
    }

    /** The name as a stable word for programs. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
