package io.cairo.profile;

import java.time.Instant;

/**
 * That somebody was said to belong to a group.
 *
 * @param firstAt when the earliest event happened that said so
 * @param lastAt when the latest did
 */
public record Membership(String groupId, Instant firstAt, Instant lastAt) {}
