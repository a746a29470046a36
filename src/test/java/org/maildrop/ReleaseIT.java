/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is released: the jar, the bill of materials of what is in it, and the zip; {@code package} has made them by now. */
class ReleaseIT {
    private static final Path JAR = Path.of(System.getProperty("maildrop.jar"));
    private static final Path ZIP = beside(".zip");
    private static final Path BILL = beside("-cyclonedx.json");

    /** Of the shade plugin's artifact set: what is put into the jar. */
    private static final Pattern SHADED = Pattern.compile("<include>([\\w.-]+:[\\w.*-]+)</include>");

    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

    private static Path beside(String ending) {
        return JAR.resolveSibling(JAR.getFileName().toString().replaceFirst("[.]jar$", ending));
    }

    @Test
    void theBillOfMaterialsListsWhatIsInTheJarAndNothingElse() throws IOException {
        Map<String, String> listed = billed();
        List<String> shaded = SHADED.matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(include -> include.group(1).replace(".", "\\.").replace("*", "[\\w.-]+"))
                .toList();

        assertThat(shaded).hasSizeGreaterThan(5);
        assertThat(listed.keySet()).allMatch(artifact -> shaded.stream().anyMatch(artifact::matches));
        assertThat(shaded)
                .allMatch(include -> listed.keySet().stream().anyMatch(artifact -> artifact.matches(include)));
        assertThat(named())
                .as("versions that the jar itself names")
                .hasSizeGreaterThan(3)
                .isSubsetOf(listed.entrySet());
    }

    /** Group and artifact, and version. */
    private static Map<String, String> billed() throws IOException {
        // Offline the plugin is passed over; what an earlier build has left is not this jar's.
        assumeTrue(
                Files.exists(BILL) && Files.getLastModifiedTime(BILL).compareTo(Files.getLastModifiedTime(JAR)) >= 0,
                "there is no bill of materials: the build was offline");
        Map<String, String> listed = new TreeMap<>();
        JsonNode bill = new ObjectMapper().readTree(BILL.toFile());
        assertThat(bill.get("bomFormat").asText()).isEqualTo("CycloneDX");
        for (JsonNode component : bill.get("components")) {
            listed.put(
                    component.get("group").asText() + ":"
                            + component.get("name").asText(),
                    component.get("version").asText());
        }
        return listed;
    }

    private static List<Map.Entry<String, String>> named() throws IOException {
        List<Map.Entry<String, String>> named = new ArrayList<>();
        try (ZipFile jar = new ZipFile(JAR.toFile())) {
            for (ZipEntry entry : jar.stream().toList()) {
                if (entry.getName().endsWith("/pom.properties")
                        && !entry.getName().contains("org.maildrop")) {
                    Properties pom = new Properties();
                    try (InputStream text = jar.getInputStream(entry)) {
                        pom.load(text);
                    }
                    named.add(Map.entry(
                            pom.getProperty("groupId") + ":" + pom.getProperty("artifactId"),
                            pom.getProperty("version")));
                }
            }
        }
        return named;
    }

    @Test
    void theZipOverwritesNothingOfAJames() throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            assertThat(files(zip))
                    .filteredOn(name -> !name.startsWith("maildrop/"))
                    .containsExactly("extensions-jars/" + JAR.getFileName());
            assertThat(octets(zip, "extensions-jars/" + JAR.getFileName())).isEqualTo(Files.readAllBytes(JAR));
        }
    }

    @Test
    void theZipHasTheSettingsTheLicenceAndAllThatTheReadmeRefersTo() throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            List<String> wanted = new ArrayList<>(List.of("README.md", "LICENSE"));
            LINK.matcher(Files.readString(Path.of("README.md")))
                    .results()
                    .map(MatchResult::group)
                    .map(link -> link.replaceAll("^]\\(|[#)].*$", ""))
                    .filter(link -> !link.isEmpty())
                    .forEach(wanted::add);
            wanted.addAll(List.of("src/migration/copy-inbox.py", "src/migration/courier-uids.py"));
            wanted.add("docker/grafana/dashboards/maildrop.json");
            for (String conf : List.of("pop3server.xml", "extensions.properties", "maildrop.xml")) {
                wanted.add("james-conf/" + conf);
            }

            assertThat(wanted).hasSizeGreaterThan(10).allSatisfy(name -> assertThat(zip.getEntry("maildrop/" + name))
                    .as(name)
                    .isNotNull());
            assertThat(files(zip))
                    .filteredOn(name -> name.startsWith("maildrop/"))
                    .allSatisfy(name -> assertThat(octets(zip, name))
                            .isEqualTo(Files.readAllBytes(Path.of(name.substring("maildrop/".length())))));
            assertThat(new String(octets(zip, "maildrop/LICENSE"), UTF_8)).contains("Apache License");
        }
    }

    private static List<String> files(ZipFile zip) {
        return zip.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .toList();
    }

    private static byte[] octets(ZipFile zip, String name) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return in.readAllBytes();
        }
    }
}
