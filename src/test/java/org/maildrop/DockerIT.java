/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What can be said of the images without building them; the jar is packaged by now. */
class DockerIT {
    private static final Path FOLDER = Path.of("docker");

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "Dockerfile-3.8"})
    void theImageAddsTheJarAndTheFilesOfJamesConfToTheOfficialOne(String dockerfile) throws IOException {
        List<String> copied = instructions(dockerfile)
                .filter(line -> line.startsWith("COPY ") && !line.contains("--from"))
                .toList();

        assertThat(instructions(dockerfile).filter(line -> line.startsWith("FROM ")))
                .last()
                .isEqualTo("FROM apache/james:${JAMES_FLAVOUR}-${JAMES_VERSION}");
        assertThat(copied)
                .containsExactly(
                        "COPY target/maildrop-*.jar /root/extensions-jars/",
                        "COPY james-conf/ /root/conf/",
                        "COPY docker/webadmin.properties /root/conf/");
        assertThat(matching("target", "maildrop-*.jar"))
                .as("the jar; where there are more, ./mvnw clean")
                .containsExactly(Path.of(
                        "target",
                        Path.of(System.getProperty("maildrop.jar"))
                                .getFileName()
                                .toString()));
        assertThat(matching("james-conf", "*"))
                .map(file -> file.getFileName().toString())
                .contains("extensions.properties", "pop3server.xml", "maildrop.xml", "webadmin.properties");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "Dockerfile-3.8"})
    void theImageIsStartedAsTheOfficialOneIs(String dockerfile) throws IOException {
        assertThat(instructions(dockerfile).map(line -> line.substring(0, line.indexOf(' '))))
                .isSubsetOf("ARG", "FROM", "COPY", "ENV", "EXPOSE");
    }

    @Test
    void whatIsCopiedIsNotIgnored() throws IOException {
        assertThat(Files.readAllLines(Path.of(".dockerignore")))
                .containsSubsequence("*", "!james-conf", "!docker/webadmin.properties", "!target/maildrop-*.jar");
    }

    /** The image's own is on all addresses of the container; ours alone, on the loopback address, would shut it off. */
    @Test
    void webadminIsWhereTheImageHasItAndTheRestAsInJamesConf() throws IOException {
        assertThat(settings(FOLDER))
                .contains("host=0.0.0.0")
                .containsExactlyElementsOf(settings(Path.of("james-conf")).stream()
                        .map(line -> line.replace("host=127.0.0.1", "host=0.0.0.0"))
                        .toList());
    }

    private static List<String> settings(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("webadmin.properties")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @Test
    void composeStartsThatImageOnTheLoopbackAddressOnly() throws IOException {
        Map<String, Object> compose = new Yaml().load(Files.readString(FOLDER.resolve("compose.yaml")));
        Map<String, Object> james = child(child(compose, "services"), "james");
        Map<String, Object> build = child(james, "build");

        assertThat(FOLDER.resolve((String) build.get("context")).normalize()).isEqualTo(Path.of(""));
        assertThat(build).containsEntry("dockerfile", "docker/${DOCKERFILE:-Dockerfile}");
        assertThat(james).doesNotContainKey("entrypoint").containsEntry("command", List.of("--generate-keystore"));
        assertThat(james.get("ports"))
                .asInstanceOf(list(String.class))
                .allMatch(port -> port.matches("127\\.0\\.0\\.1:(\\d+):\\1"))
                .hasSize(5);
        assertThat(child(compose, "volumes")).containsOnlyKeys("database", "var");
    }

    private static Stream<String> instructions(String dockerfile) throws IOException {
        return Files.readAllLines(FOLDER.resolve(dockerfile)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    private static List<Path> matching(String folder, String glob) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder), glob)) {
            return StreamSupport.stream(files.spliterator(), false).sorted().toList();
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> child(Map<String, Object> map, String name) {
        assertThat(map).containsKey(name);
        return (Map<String, Object>) map.get(name);
    }
}
