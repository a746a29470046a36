/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.maildrop.server.Flavour;
import org.maildrop.testing.Engines;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Pop3Client;

/** The lock in a database, by the drivers that are in the jar. Two servers that share it: PostgreSqlTwoNodesIT. */
@Execution(ExecutionMode.CONCURRENT)
class JdbcLockIT {
    private static final String BOB = "bob@example.org";

    private static Launch locking(String url) {
        String settings = "<maildrop><lock><store>jdbc</store><jdbc><url>" + url.replace("&", "&amp;")
                + "</url></jdbc></lock></maildrop>";
        return new Launch(Flavour.MEMORY).with("maildrop.xml", settings);
    }

    @Test
    void theDriverOfMariaDbIsInTheJarToo() throws SQLException {
        String mariaDb = Engines.mariaDb();
        String database = "mt_" + UUID.randomUUID().toString().substring(0, 8);
        try (Connection admin = DriverManager.getConnection(mariaDb);
                Statement statement = admin.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
            JamesProcess james = locking(mariaDb.replaceFirst("/\\w+\\?", "/" + database + "?"))
                    .start();
            try (Pop3Client pop3 = new Pop3Client(james.pop3Port())) {
                james.addUser(BOB, "secret");
                assertThat(pop3.login(BOB, "secret")).startsWith("+OK");
                assertThat(held(statement, database)).isEqualTo(1);
                assertThat(pop3.send("QUIT")).startsWith("+OK");
                assertThat(held(statement, database)).isZero();
            } finally {
                james.kill();
                statement.execute("DROP DATABASE " + database);
            }
        }
    }

    private static int held(Statement statement, String database) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery("SELECT COUNT(*) FROM " + database + ".maildrop_lease WHERE expires_us > 0")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void aDatabaseThatThereIsNotStopsTheStart() {
        String nowhere = Engines.postgres().replaceAll("/\\w+\\?", "/there_is_no_such_database?");
        assertThatThrownBy(() -> locking(nowhere).start())
                .hasMessageContaining(
                        "Maildrop cannot start. conf/maildrop.xml: the element <maildrop/lock/jdbc>: the lock store at ")
                .hasMessageContaining("there_is_no_such_database");
    }

    @Test
    void aDatabaseThatIsAwayStopsNoStart() {
        JamesProcess james = locking("jdbc:postgresql://127.0.0.1:1/away").start();
        try (Pop3Client pop3 = new Pop3Client(james.pop3Port())) {
            james.addUser(BOB, "secret");
            assertThat(pop3.login(BOB, "secret")).startsWith("-ERR [SYS/TEMP]");
        } finally {
            james.kill();
        }
    }
}
