/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.server;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.maildrop.testing.Engines;
import org.maildrop.testing.TcpProxy;
import org.maildrop.testing.TestDatabase;

/** A database of the PostgreSQL where the tests look for it, for one James, which talks to it directly or is overheard. */
final class Database implements AutoCloseable {
    private static final String NAME = "maildrop_bench_james";
    private static final int USUAL_PORT = 5432;

    private final String engine = Engines.postgres();
    private final AtomicLong statements = new AtomicLong();
    private final TcpProxy wire;
    private final String url;

    Database(boolean overheard) {
        URI address = URI.create(engine.substring("jdbc:".length()));
        int port = address.getPort() < 0 ? USUAL_PORT : address.getPort();
        wire = new TcpProxy(address.getHost(), port, () -> new StatementCount(statements)::hear);
        String there = engine.replaceFirst("/\\w+([?]|$)", "/" + NAME + "$1");
        url = overheard ? there.replaceFirst("//[^/]+/", "//127.0.0.1:" + wire.port() + "/") : there;
        TestDatabase.run(engine, "DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)", "CREATE DATABASE " + NAME);
    }

    Map<String, String> files() {
        return Map.of(
                "james-database.properties",
                "database.driverClassName=org.postgresql.Driver\ndatabase.url=" + url
                        + "&sslmode=disable\nvendorAdapter.database=POSTGRESQL\n");
    }

    /** What PostgreSQL does by itself, a minute after many rows have come: only then its plans are those of every day. */
    void analyze() {
        TestDatabase.run(engine.replaceFirst("/\\w+([?]|$)", "/" + NAME + "$1"), "ANALYZE");
    }

    long statements() {
        return statements.get();
    }

    @Override
    public void close() {
        wire.close();
        TestDatabase.run(engine, "DROP DATABASE " + NAME + " WITH (FORCE)");
    }
}
