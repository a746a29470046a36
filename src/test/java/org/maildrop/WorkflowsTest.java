/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** What can be said of the workflows without running them. */
class WorkflowsTest {
    private static final Path FOLDER = Path.of(".github/workflows");
    private static final Set<String> OF_THE_RUNNER = Set.of("sudo", "cmp", "sha256sum", "gh");
    private static final Pattern PROPERTY = Pattern.compile("-D([\\w.]+)=");

    @ParameterizedTest
    @ValueSource(strings = {"build.yml", "release.yml"})
    void everyCommandIsThere(String workflow) throws IOException {
        List<String> commands = steps(workflow)
                .filter(step -> step.containsKey("run"))
                .map(step -> (String) step.get("run"))
                .toList();

        assertThat(commands).isNotEmpty().allSatisfy(command -> {
            assertThat(command.strip().lines())
                    .as("one command a step, so that each can fail")
                    .hasSize(1);
            String program = command.split(" ")[0];
            if (!OF_THE_RUNNER.contains(program)) {
                assertThat(Path.of(program)).isExecutable();
            }
        });
        assertThat(commands).contains("src/build/reproducible").anyMatch(command -> command.contains(" verify "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"build.yml", "release.yml"})
    void everyPropertyIsRead(String workflow) throws IOException {
        List<String> given = PROPERTY.matcher(Files.readString(FOLDER.resolve(workflow)))
                .results()
                .map(property -> property.group(1))
                .toList();

        assertThat(given).isNotEmpty().allMatch(WorkflowsTest::isRead);
    }

    private static boolean isRead(String property) {
        return Stream.of("Engines", "CassandraProcess")
                .map(reader -> text(Path.of("src/test/java/org/maildrop/testing", reader + ".java")))
                .anyMatch(source -> source.contains("System.getProperty(\"" + property + "\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"build.yml", "release.yml"})
    void actionsAreThoseOfGitHubAtAVersion(String workflow) throws IOException {
        assertThat(steps(workflow).filter(step -> step.containsKey("uses")).map(step -> (String) step.get("uses")))
                .isNotEmpty()
                .allMatch(action -> action.matches("actions/[a-z-]+@v\\d+"));
    }

    @Test
    void theBuildIsTriedOnEveryJavaThatJamesRunsOn() throws IOException {
        Map<String, Object> matrix =
                child(child(child(child(load("build.yml"), "jobs"), "verify"), "strategy"), "matrix");

        assertThat(matrix).containsEntry("java", List.of("17", "21", "25"));
    }

    @Test
    void theEnginesThatAreRequiredAreAtTheirUsualPlaces() throws IOException {
        for (Map<String, Object> job : List.of(job("build.yml", "verify"), job("release.yml", "release"))) {
            Map<String, Object> mariaDb = child(child(job, "services"), "mariadb");
            assertThat(mariaDb).containsEntry("ports", List.of("3306:3306"));
            assertThat(child(mariaDb, "env"))
                    .containsEntry("MARIADB_DATABASE", "test")
                    .containsEntry("MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", "1");
            assertThat(job.toString()).contains(" redis-server ", " haproxy ", "-Dengines=required");
        }
    }

    @Test
    void aReleaseIsMadeOfATagAndHasTheJarTheZipAndTheBillOfMaterials() throws IOException {
        // YAML's own word for on.
        assertThat(load("release.yml").toString()).contains("true={push={tags=[v*]}}");
        assertThat(steps("release.yml").map(step -> String.valueOf(step.get("run"))))
                .last()
                .asString()
                .contains("gh release create", "maildrop-*.jar", "maildrop-*.zip", "maildrop-*-cyclonedx.json");
    }

    private static Stream<Map<String, Object>> steps(String workflow) throws IOException {
        return child(load(workflow), "jobs").values().stream()
                .map(WorkflowsTest::map)
                .flatMap(job -> ((List<?>) job.get("steps")).stream())
                .map(WorkflowsTest::map);
    }

    private static Map<String, Object> job(String workflow, String name) throws IOException {
        return child(child(load(workflow), "jobs"), name);
    }

    private static Map<String, Object> load(String workflow) throws IOException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        return map(new Yaml(strict).load(Files.readString(FOLDER.resolve(workflow))));
    }

    private static Map<String, Object> child(Map<String, Object> map, String name) {
        assertThat(map).containsKey(name);
        return map(map.get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
