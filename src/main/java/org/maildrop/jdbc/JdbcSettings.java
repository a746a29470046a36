/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.jdbc;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A database that all servers share, and the account there.
 *
 * @param url a JDBC URL of an engine that is known: {@code jdbc:postgresql:}, {@code jdbc:mariadb:} or {@code
 *     jdbc:derby:}
 * @param user empty where the URL or the engine says who it is
 * @param password never shown
 * @param poolSize connections that this node opens at the most; at least one
 */
public record JdbcSettings(String url, String user, String password, int poolSize) {
    /** Enough for some thousand logins a second: of what a login asks, each takes a round trip. */
    public static final int DEFAULT_POOL_SIZE = 4;

    private static final Pattern ACCOUNT = Pattern.compile("//.*@");
    private static final Pattern PASSWORD = Pattern.compile("\\w*password=", Pattern.CASE_INSENSITIVE);

    public JdbcSettings {
        if (Engine.of(url).isEmpty()) {
            throw new IllegalArgumentException("a JDBC URL begins with one of " + Engine.known());
        }
        if (poolSize < 1) {
            throw new IllegalArgumentException("at least one connection, not " + poolSize);
        }
    }

    public JdbcSettings withPoolSize(int connections) {
        return new JdbcSettings(url, user, password, connections);
    }

    /** Without the password, and without what a URL may carry behind its database: that can be a password too. */
    @Override
    public String toString() {
        return "JdbcSettings[url=" + shown(url) + ", user=" + user + ", poolSize=" + poolSize + "]";
    }

    public Engine engine() {
        return Engine.of(url).orElseThrow();
    }

    /** A driver would take it for a part of a host, a database or a user, and name that when it finds no such thing. */
    boolean misplacesAPassword() {
        String[] parts = url.split(engine().separators(), -1);
        return ACCOUNT.matcher(parts[0]).find()
                || PASSWORD.matcher(url.split("[?;]", 2)[0]).find()
                || Arrays.stream(parts)
                        .filter(part -> PASSWORD.matcher(part).find())
                        .anyMatch(part -> !PASSWORD.matcher(part).lookingAt());
    }

    String shownUrl() {
        return shown(url);
    }

    private static String shown(String url) {
        return url.replaceFirst("[?;&].*", "").replaceFirst("//.*@", "//");
    }
}
