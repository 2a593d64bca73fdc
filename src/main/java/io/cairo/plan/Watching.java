package io.cairo.plan;

import java.util.UUID;

/** A plan that watches a namespace, as the road in uses it. */
record Watching(UUID id, String name, int version, Policy policy, PlanRules rules) {}
