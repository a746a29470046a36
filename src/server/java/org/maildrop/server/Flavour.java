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
import java.util.Locale;

/** Which James: what it stores its mail in, and so what is on its class path. */
public enum Flavour {
    /** Our own composition over a database; mail survives a restart. */
    JPA("org.maildrop.server.jpa.JpaServer"),
    /** James's own memory application, as it is published; mail is gone with the process. */
    MEMORY("org.apache.james.MemoryJamesServerMain"),
    /** Our own composition over a Cassandra that runs already; several of them serve the same mail. */
    CASSANDRA("org.maildrop.server.cassandra.CassandraServer");

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
        for (Flavour flavour : values()) {
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

    /** Exactly the flavour's own class path, as the build resolved it; Maildrop is not on it. */
    String classPath(Path project) throws IOException {
        String published = Files.readString(project.resolve("target/server/" + label() + ".classpath"));
        return switch (this) {
            case JPA, CASSANDRA ->
                project.resolve("target/server/classes").toAbsolutePath() + File.pathSeparator + published;
            case MEMORY -> published;
        };
    }
}
