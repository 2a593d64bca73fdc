package io.cairo.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything JAX-RS: at the root, behind the servlets that are mapped to exact paths. */
@ApplicationPath("/")
public class CairoApplication extends Application {}
