/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.maildrop.server.Flavour;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Pop3Client;

@Execution(ExecutionMode.CONCURRENT)
class InstallIT {
    @Test
    void aPlainJamesServesThroughMaildropOnceItHasTheJarAndTheFilesOfJamesConf() {
        JamesProcess plain = new Launch(Flavour.MEMORY).withoutMaildrop().start();
        try (Pop3Client pop3 = new Pop3Client(plain.pop3Port())) {
            assertThat(pop3.lines("CAPA")).noneMatch(line -> line.contains("Maildrop"));
        } finally {
            plain.kill();
        }

        servesThroughMaildrop(plain.installMaildropAndStart(Flavour.MEMORY));
    }

    @Test
    void theZipIsUnpackedOverAPlainJamesAndChangesNothingUntilItsSettingsAreCopied() throws IOException {
        JamesProcess plain = new Launch(Flavour.MEMORY).withoutMaildrop().start();
        plain.kill();
        Path home = plain.conf().getParent();
        String before = Files.readString(plain.conf().resolve("pop3server.xml"));
        unpack(Path.of(System.getProperty("maildrop.jar").replaceFirst("[.]jar$", ".zip")), home);
        assertThat(plain.conf().resolve("pop3server.xml")).hasContent(before);

        servesThroughMaildrop(plain.configureAndStart(Flavour.MEMORY, home.resolve("maildrop/james-conf")));
    }

    private static void unpack(Path zip, Path folder) throws IOException {
        try (ZipFile entries = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : entries.stream().toList()) {
                Path target = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    try (InputStream octets = entries.getInputStream(entry)) {
                        Files.copy(octets, target, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
    }

    private static void servesThroughMaildrop(JamesProcess james) {
        try (Pop3Client pop3 = new Pop3Client(james.pop3Port())) {
            assertThat(pop3.lines("CAPA")).anyMatch(line -> line.startsWith("IMPLEMENTATION Maildrop"));
            james.addUser("bob@example.org", "secret");
            james.append("bob@example.org", "secret", new byte[] {'x', '\n'});
            assertThat(pop3.login("bob@example.org", "secret")).startsWith("+OK");
            assertThat(pop3.lines("RETR 1")).containsExactly("x");
        } finally {
            james.kill();
        }
    }

    @Test
    void aJamesWithBrokenSettingsDoesNotComeUpAndNamesThem() {
        Launch broken = new Launch(Flavour.MEMORY).with("maildrop.xml", "<maildrop><nonsense/></maildrop>");

        assertThatThrownBy(broken::start)
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("maildrop.xml")
                .hasMessageContaining("nonsense");
    }
}
