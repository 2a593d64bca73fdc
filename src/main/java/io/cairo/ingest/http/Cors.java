package io.cairo.ingest.http;

import jakarta.servlet.http.HttpServletResponse;

/** Lets pages of every origin deliver: a write key is all that protects ingestion, and no cookie is ever looked at. */
final class Cors {
    private Cors() {}

    static void allow(HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setHeader("Access-Control-Allow-Methods", "POST, GET, OPTIONS");
        response.setHeader(
                "Access-Control-Allow-Headers",
                "Authorization, Content-Type, Content-Encoding, X-Retry-Count, X-Write-Key, X-API-Key, AnonymousId,"
                        + " X-Enable-Debug, X-IP-Policy");
        response.setHeader("Access-Control-Expose-Headers", "Retry-After");
        response.setHeader("Access-Control-Max-Age", "86400");
    }
}
