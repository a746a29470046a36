/**
 * Leases on a Redis that all nodes of a deployment share: one Redis, or a master and its replicas under Sentinel.
 *
 * <p>Each operation is one Lua script, which Redis runs as one atomic step, on its own clock. A lease is a hash that
 * expires; one key more has the last token. What a failover to an asynchronous replica can lose, and what holds all the
 * same, is told in src/doc/locking-redis.md and ADR 8.
 */
@NullMarked
package org.maildrop.lock.redis;

import org.jspecify.annotations.NullMarked;
