/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop;

import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;

/** The table of packages, and the condition that a class keeps to the row of its package. */
final class PackageTable {
    static final String BASE = "org.maildrop";

    private static final String BACKEND = ".*";

    /** What each package may import of ours, itself apart. A package that has no row has no place. */
    private static final Map<String, Set<String>> ROWS = Map.ofEntries(
            entry("snapshot", Set.of()),
            entry("lock", Set.of("snapshot")),
            entry("jdbc", Set.of()),
            entry("lock" + BACKEND, Set.of("lock", "snapshot")),
            entry("lock.jdbc", Set.of("lock", "snapshot", "jdbc")),
            entry("auth", Set.of()),
            entry("auth" + BACKEND, Set.of("auth")),
            entry("auth.jdbc", Set.of("auth", "jdbc")),
            entry("protocol", Set.of("snapshot", "lock", "session")),
            entry("session", Set.of("snapshot", "lock", "auth")),
            entry("james", Set.of("snapshot", "auth")),
            entry("handler", Set.of("snapshot", "lock", "auth", "protocol", "session")),
            entry("admin", Set.of("snapshot", "lock", "auth", "session")),
            entry(
                    "config",
                    Set.of(
                            "snapshot",
                            "jdbc",
                            "lock",
                            "lock" + BACKEND,
                            "auth",
                            "auth" + BACKEND,
                            "session",
                            "handler",
                            "admin")),
            entry("cli", Set.of("auth", "auth" + BACKEND, "config")),
            entry(
                    "guice",
                    Set.of(
                            "snapshot",
                            "jdbc",
                            "lock",
                            "lock" + BACKEND,
                            "auth",
                            "auth" + BACKEND,
                            "protocol",
                            "session",
                            "james",
                            "handler",
                            "admin",
                            "config")));

    static ArchCondition<JavaClass> importOnlyWhatTheirRowAllows() {
        return new ArchCondition<>("import of ours only what the row of their package allows") {
            @Override
            public void check(JavaClass ours, ConditionEvents events) {
                Set<String> allowed = ROWS.getOrDefault(name(ours), ROWS.get(row(ours)));
                if (allowed == null) {
                    events.add(SimpleConditionEvent.violated(ours, ours.getName() + " is in a package without a row"));
                    return;
                }
                ours.getDirectDependenciesFromSelf().stream()
                        .filter(found -> isForbidden(found, allowed))
                        .forEach(found -> events.add(SimpleConditionEvent.violated(found, found.getDescription())));
            }
        };
    }

    private static boolean isForbidden(Dependency dependency, Set<String> allowed) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        return target.getPackageName().startsWith(BASE)
                && !target.getPackageName().equals(dependency.getOriginClass().getPackageName())
                && !allowed.contains(row(target));
    }

    private static String name(JavaClass ours) {
        return ours.getPackageName()
                .substring(Math.min(BASE.length() + 1, ours.getPackageName().length()));
    }

    /**
     * The package below the base, every back end of a port being one row: {@code lock.jvm} is in {@code lock.*}. Only for
     * what it may import has one that needs more a row of its own.
     */
    private static String row(JavaClass ours) {
        String name = name(ours);
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot) + BACKEND;
    }

    private PackageTable() {}
}
