/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import static org.assertj.core.api.Assertions.fail;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/**
 * The engines that tests run against: those that the machine has, at their usual places or at the URLs of the system
 * properties {@code postgres.url} and {@code mariadb.url}. Their accounts may make databases and accounts. Where one is
 * missing the tests are skipped, or fail with {@code -Dengines=required}.
 */
public final class Engines {
    private static final String POSTGRES = "jdbc:postgresql://127.0.0.1:5432/test?user=postgres";
    private static final String MARIADB = "jdbc:mariadb://127.0.0.1:3306/test?user=root";
    private static final String EMBEDDED = "embedded";

    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private static String embedded = "";

    private Engines() {}

    /** A PostgreSQL: the one that runs here, else one that is started from Maven artifacts ({@value #EMBEDDED}). */
    public static synchronized String postgres() {
        String url = System.getProperty("postgres.url", POSTGRES);
        if (!url.equals(EMBEDDED) && (isReachable(url) || System.getProperty("postgres.url") != null)) {
            return required(url, "start one, or leave out -Dpostgres.url: then the tests start their own");
        }
        if (embedded.isEmpty()) {
            embedded = start();
        }
        return embedded;
    }

    public static String mariaDb() {
        return required(
                System.getProperty("mariadb.url", MARIADB),
                "start one (Debian: apt install mariadb-server), or name it by -Dmariadb.url");
    }

    /** It runs until the tests' JVM ends. */
    private static String start() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres)));
            return postgres.getJdbcUrl("postgres", "postgres");
        } catch (IOException | RuntimeException e) {
            return missing("no PostgreSQL at " + POSTGRES + ", and none could be started here (" + e.getMessage()
                    + "): start one, or name it by -Dpostgres.url");
        }
    }

    private static void stop(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException ignored) {
            // It ends with this machine's session then.
        }
    }

    private static String required(String url, String remedy) {
        return isReachable(url) ? url : missing("no engine at " + url.replaceFirst("[?].*", "") + ": " + remedy);
    }

    /** Has the test skipped and says so on the console, once for all tests; or fails it, where engines are required. */
    public static String missing(String message) {
        if ("required".equals(System.getProperty("engines"))) {
            return fail(message);
        }
        if (SAID.add(message)) {
            sayOnTheConsole("[WARNING] tests are skipped: " + message);
        }
        Assumptions.abort(message);
        return "";
    }

    /** Past the redirection of what tests print, so that whoever runs the build sees it. */
    private static void sayOnTheConsole(String line) {
        PrintStream console = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        console.println(line);
    }

    private static boolean isReachable(String url) {
        try (Connection connection = DriverManager.getConnection(url)) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }
}
