package io.cairo.rest;

import io.cairo.access.Limiter.Quota;
import io.cairo.base.ProblemBody;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;

/** Tells a caller what is left of its allowance, in every answer to a request that was counted, refusals too. */
@Provider
public class QuotaHeaders implements ContainerResponseFilter {
    private static final String QUOTA = Quota.class.getName();

    @Context
    @SuppressWarnings("NullAway.Init") // JAX-RS fills it
    HttpServletRequest servlet;

    /** Remembers what the answer shall say. */
    static void note(ServletRequest request, Quota quota) {
        request.setAttribute(QUOTA, quota);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (servlet.getAttribute(QUOTA) instanceof Quota quota) {
            MultivaluedMap<String, Object> headers = response.getHeaders();
            headers.putSingle("X-RateLimit-Limit", quota.limit());
            headers.putSingle("X-RateLimit-Remaining", quota.remaining());
            headers.putSingle("X-RateLimit-Reset", ProblemBody.seconds(quota.reset()));
        }
    }
}
