/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlavourTest {
    @TempDir
    private Path folder;

    private ServerHome shipped() throws IOException {
        return home(Map.of());
    }

    private ServerHome home(Map<String, String> conf) throws IOException {
        ServerHome home = new ServerHome(Path.of(""), folder);
        home.layOut(Ports.shifted(0), List.of(), conf);
        return home;
    }

    @Test
    void aFlavourIsNamedInAnyCaseAndAnUnknownOneIsRefusedWithTheChoices() {
        assertThat(Flavour.named("Memory")).isEqualTo(Flavour.MEMORY);
        assertThatThrownBy(() -> Flavour.named("derby"))
                .hasMessageContaining("'derby'")
                .hasMessageContaining("jpa, memory or cassandra");
        assertThatThrownBy(() -> Flavour.named("slow")).hasMessageContaining("jpa, memory or cassandra");
    }

    @ParameterizedTest
    @EnumSource
    void aServersClassPathHoldsNothingOfOursNorOfTheTests(Flavour flavour) throws IOException {
        List<String> elements = Stream.of(flavour.classPath(shipped()).split(File.pathSeparator))
                .toList();

        assertThat(elements)
                .anyMatch(element -> element.contains("james-server-guice-pop"))
                .noneMatch(element -> element.endsWith("target" + File.separator + "classes"))
                .noneMatch(
                        element -> element.matches(".*(maildrop-|caffeine|jspecify|junit|assertj|byte-buddy).*\\.jar"));
    }

    @Test
    void whatOneFlavourBringsIsNotSeenByTheOther() throws IOException {
        assertThat(Flavour.MEMORY.classPath(shipped()))
                .doesNotContain("derby", "openjpa")
                .contains("tink");
        assertThat(Flavour.JPA.classPath(shipped()))
                .contains("derby", "openjpa")
                .doesNotContain("tink", "java-driver", "-cassandra");
        assertThat(Flavour.CASSANDRA.classPath(shipped()))
                .contains("java-driver", "mailbox-cassandra")
                .doesNotContain("derby", "openjpa", "cassandra-all");
    }

    @Test
    void aDatabasesDriverIsThereForThoseWhoNameIt() throws IOException {
        Map<String, String> conf =
                Map.of("james-database.properties", "database.driverClassName = org.postgresql.Driver\n");

        assertThat(Flavour.JPA.classPath(home(conf))).contains("postgresql-").contains("openjpa");
        assertThat(Flavour.MEMORY.classPath(home(conf))).doesNotContain("postgresql-");
        assertThat(Flavour.JPA.classPath(shipped())).doesNotContain("postgresql-");
    }
}
