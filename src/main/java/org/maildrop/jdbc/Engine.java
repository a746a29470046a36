/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.jdbc;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The engines that are known, and where their ways part whatever is kept in them. */
public enum Engine {
    /** 12 and later. */
    POSTGRESQL("jdbc:postgresql:", "org.postgresql.Driver", "it belongs into Maildrop's own jar") {
        @Override
        Map<String, String> limits(Duration answer) {
            return Map.of(
                    "connectTimeout",
                    "1",
                    "socketTimeout",
                    String.valueOf(Math.max(1, answer.toSeconds())),
                    "tcpKeepAlive",
                    "true",
                    "ApplicationName",
                    "maildrop");
        }

        @Override
        Optional<String> sessionLimits(Duration answer) {
            return Optional.of("SET statement_timeout = " + answer.toMillis() * 3 / 4);
        }
    },
    /** 10.5 and later. MySQL is another engine. */
    MARIADB("jdbc:mariadb:", "org.mariadb.jdbc.Driver", "it belongs into Maildrop's own jar") {
        @Override
        Map<String, String> limits(Duration answer) {
            return Map.of("connectTimeout", "1000", "socketTimeout", String.valueOf(answer.toMillis()));
        }

        /** And strict, whatever the server's default: a name that is too long is refused and never cut. */
        @Override
        Optional<String> sessionLimits(Duration answer) {
            return Optional.of("SET SESSION max_statement_time = "
                    + answer.multipliedBy(3).dividedBy(4).toMillis() / 1_000.0
                    + ", innodb_lock_wait_timeout = 1, sql_mode = 'STRICT_ALL_TABLES'");
        }
    },
    /** 10.14 and later, embedded: in one process at a time. */
    DERBY(
            "jdbc:derby:",
            "org.apache.derby.jdbc.EmbeddedDriver",
            "James with JPA has it; elsewhere put derby.jar into extensions-jars, beside Maildrop's jar") {
        /** Derby compares texts as if they were filled up with blanks; behind this mark no blank is the last. */
        private static final String END = "|";

        @Override
        Map<String, String> limits(Duration answer) {
            return Map.of();
        }

        @Override
        Optional<String> sessionLimits(Duration answer) {
            return Optional.empty();
        }

        @Override
        String separators() {
            return ";";
        }

        @Override
        public String stored(String name) {
            return name + END;
        }

        @Override
        public String name(String stored) {
            return stored.substring(0, stored.length() - END.length());
        }
    };

    private final String prefix;
    private final String driver;
    private final String whereTheDriverIs;

    Engine(String prefix, String driver, String whereTheDriverIs) {
        this.prefix = prefix;
        this.driver = driver;
        this.whereTheDriverIs = whereTheDriverIs;
    }

    /** The one that has such URLs. */
    static Optional<Engine> of(String url) {
        return Arrays.stream(values())
                .filter(engine -> url.startsWith(engine.prefix))
                .findFirst();
    }

    static String known() {
        return Arrays.stream(values()).map(engine -> engine.prefix).collect(Collectors.joining(", "));
    }

    /** The name of the driver's class. A name and no type: the class may be missing until somebody brings it. */
    String driver() {
        return driver;
    }

    /** What to do when it is missing. */
    String whereTheDriverIs() {
        return whereTheDriverIs;
    }

    /** What stands before each parameter of a URL, as a regular expression. */
    String separators() {
        return "[?&]";
    }

    /** The driver's settings that keep a connection attempt within a second, and an answer within this limit. */
    abstract Map<String, String> limits(Duration answer);

    /** What has the engine give up a statement before we give up the engine, sent once a connection. */
    abstract Optional<String> sessionLimits(Duration answer);

    /** How a name is written in a table: such that the engine takes two names for one only if they are equal. */
    public String stored(String name) {
        return name;
    }

    /** The name that is written so. */
    public String name(String stored) {
        return stored;
    }
}
