/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which James: what it stores its mail in, and so what is on its class path. */
public enum Flavour {
    /** Our own composition over a database; mail survives a restart. */
    JPA("org.maildrop.server.jpa.JpaServer"),
    /** James's own memory application, as it is published; mail is gone with the process. */
    MEMORY("org.apache.james.MemoryJamesServerMain"),
    /** Our own composition over a Cassandra that runs already; several of them serve the same mail. */
    CASSANDRA("org.maildrop.server.cassandra.CassandraServer"),
    /** The memory application with users that can be added while others log in: for tests only, nobody can name it. */
    SHARED("org.maildrop.server.memory.SharedServer"),
    /** Likewise, with a store that a test can hold up. */
    SLOW("org.maildrop.server.slow.SlowServer");

    private static final Predicate<String> POSTGRESQL = Pattern.compile(
                    "^database\\.driverClassName\\s*=\\s*org\\.postgresql\\.Driver\\s*$")
            .asPredicate();

    private final String mainClass;

    Flavour(String mainClass) {
        this.mainClass = mainClass;
    }

    /**
     * The flavour of that name, in any case.
     *
     * @throws IllegalArgumentException saying which names there are
     */
    public static Flavour named(String name) {
        for (Flavour flavour : List.of(JPA, MEMORY, CASSANDRA)) {
            if (flavour.label().equals(name.toLowerCase(Locale.ROOT))) {
                return flavour;
            }
        }
        throw new IllegalArgumentException("flavour is '" + name + "', expected jpa, memory or cassandra");
    }

    /** Its name in commands and file names. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String mainClass() {
        return mainClass;
    }

    /**
     * Exactly the flavour's own class path, as the build resolved it, and the driver of the database that the home
     * configures; Maildrop is not on it.
     */
    String classPath(ServerHome home) throws IOException {
        return switch (this) {
            case JPA -> ours(home) + resolved(home, label()) + driver(home);
            case CASSANDRA -> ours(home) + resolved(home, label());
            case MEMORY -> memory(home);
            case SHARED, SLOW -> ours(home) + MEMORY.classPath(home);
        };
    }

    /** James 3.8.1's, or another James's memory application: a file with its class path. */
    private static String memory(ServerHome home) throws IOException {
        String other = System.getProperty("server.memory.classpath");
        return other == null
                ? resolved(home, MEMORY.label())
                : Files.readString(Path.of(other)).trim();
    }

    private static String ours(ServerHome home) {
        return home.project().resolve("target/server/classes") + File.pathSeparator;
    }

    /** Derby's comes with James. */
    private static String driver(ServerHome home) throws IOException {
        Path database = home.conf().resolve("james-database.properties");
        return Files.readString(database).lines().anyMatch(POSTGRESQL)
                ? File.pathSeparator + resolved(home, "postgresql")
                : "";
    }

    private static String resolved(ServerHome home, String name) throws IOException {
        return Files.readString(home.project().resolve("target/server/" + name + ".classpath"));
    }
}
