/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where Redis is, and how to be let in. What {@code toString} gives may be logged: it tells no password.
 *
 * @param nodes the Redis, exactly one; or the Sentinels, if a master is named
 * @param master the name under which the Sentinels know the master; nothing: there are none
 * @param tls whether to speak TLS, with Sentinels too; the host's name must be in its certificate
 * @param user the ACL user; nothing: Redis's default one
 * @param password nothing: Redis asks for none. Sentinels are never told it
 * @param database number of the database, from 0
 * @param authorities where the certificates are that Redis's must be issued by, as James writes the place of a file, such
 *     as {@code file://conf/redis-ca.pem}; nothing: the JVM's own
 */
public record RedisSettings(
        List<Node> nodes,
        Optional<String> master,
        boolean tls,
        Optional<String> user,
        Optional<String> password,
        int database,
        Optional<String> authorities) {
    /** For a connection, for an answer, and for a place in the pool: well under a third of the shortest term. */
    static final Duration TIME_LIMIT = Duration.ofSeconds(1);

    /** A server's address. The host may be a name or an address; an IPv6 address has no brackets here. */
    public record Node(String host, int port) {}

    public RedisSettings {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty() || (nodes.size() > 1 && master.isEmpty())) {
            throw new IllegalArgumentException("one Redis, or Sentinels and the name of their master");
        }
        if (authorities.isPresent() && !tls) {
            throw new IllegalArgumentException("certificates of authorities are of use with TLS only");
        }
    }

    /**
     * Reads a URI, or throws an {@link IllegalArgumentException} whose text does not have the URI in it.
     *
     * <p>One Redis is {@code redis://[[user]:password@]host[:port][/database]}, Sentinels are {@code
     * redis-sentinel://[[user]:password@]host[:port],…[/database]#master}. With {@code rediss} instead of {@code redis}
     * it is TLS. In user and password all that a URI does not allow is percent-encoded.
     */
    public static RedisSettings of(String uri) {
        return RedisUri.read(uri);
    }

    /** The same Redis, whose certificate must be issued by one of those at this place. */
    public RedisSettings trusting(String place) {
        return new RedisSettings(nodes, master, tls, user, password, database, Optional.of(place));
    }

    @Override
    public String toString() {
        return "RedisSettings[nodes=" + nodes + ", master=" + master + ", tls=" + tls + ", user=" + user + ", password="
                + password.map(secret -> "(set)").orElse("(none)") + ", database=" + database + ", authorities="
                + authorities + "]";
    }
}
