/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.cluster;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.maildrop.server.Flavour;
import org.maildrop.testing.Engines;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.TcpProxy;

/** Mailboxes and leases in one PostgreSQL; the leases are asked for on a wire of their own, which can be cut. */
class PostgreSqlTwoNodesIT implements TwoNodesContract, LockOutageContract {
    private static final String DATABASE = "mt_" + UUID.randomUUID().toString().substring(0, 8);

    private static TcpProxy wire;
    private static TwoNodes nodes;

    @BeforeAll
    static void start() throws SQLException {
        String engine = Engines.postgres();
        execute(engine, "CREATE DATABASE " + DATABASE);
        URI address = URI.create(engine.substring("jdbc:".length()));
        wire = new TcpProxy(address.getHost(), address.getPort() < 0 ? 5432 : address.getPort());
        String mailboxes = engine.replaceFirst("/\\w+([?]|$)", "/" + DATABASE + "$1");
        String leases = mailboxes.replaceFirst("//[^/]+/", "//127.0.0.1:" + wire.port() + "/");
        String settings =
                TwoNodes.settings("<store>jdbc</store><jdbc><url>" + leases.replace("&", "&amp;") + "</url></jdbc>");
        nodes = TwoNodes.start(
                () -> new Launch(Flavour.JPA).onPostgres(mailboxes).with("maildrop.xml", settings));
    }

    @AfterAll
    static void stop() throws SQLException {
        if (nodes != null) {
            nodes.close();
        }
        if (wire != null) {
            wire.close();
            execute(Engines.postgres(), "DROP DATABASE " + DATABASE + " WITH (FORCE)");
        }
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection admin = DriverManager.getConnection(url);
                Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public TwoNodes nodes() {
        return nodes;
    }

    @Override
    public void cutTheLock() {
        wire.cut();
    }

    @Override
    public void mendTheLock() {
        wire.mend();
    }
}
