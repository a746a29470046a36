/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import java.net.URI;
import java.util.UUID;

/**
 * A database of one test class's own on the PostgreSQL that there is: a whole one, for the tables of a James. It has two
 * addresses, the engine's and that of a wire to it, which a test can cut.
 */
public final class FreshDatabase implements AutoCloseable {
    private static final int USUAL_PORT = 5432;

    private final String name = "mt_" + UUID.randomUUID().toString().substring(0, 8);
    private final String engine = Engines.postgres();
    private final TcpProxy wire;

    public FreshDatabase() {
        URI address = URI.create(engine.substring("jdbc:".length()));
        wire = new TcpProxy(address.getHost(), address.getPort() < 0 ? USUAL_PORT : address.getPort());
        TestDatabase.run(engine, "CREATE DATABASE " + name);
    }

    /** Where it is, for JDBC. */
    public String url() {
        return engine.replaceFirst("/\\w+([?]|$)", "/" + name + "$1");
    }

    /** Where it is by the wire. */
    public String wiredUrl() {
        return url().replaceFirst("//[^/]+/", "//127.0.0.1:" + wire.port() + "/");
    }

    public TcpProxy wire() {
        return wire;
    }

    /** Whoever is still connected is not waited for. */
    @Override
    public void close() {
        wire.close();
        TestDatabase.run(engine, "DROP DATABASE " + name + " WITH (FORCE)");
    }
}
